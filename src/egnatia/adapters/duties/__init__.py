"""What a node does by itself: its log is sequenced and its letters are sent without anybody asking."""
