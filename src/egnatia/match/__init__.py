"""The engines that compare: keys, scorers and the port that they share."""
