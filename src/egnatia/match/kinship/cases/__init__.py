"""Case files: markers, pedigrees and genotypes as JSON gives them, read strictly."""
