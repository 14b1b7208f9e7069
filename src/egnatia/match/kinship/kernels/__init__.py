"""What is compiled: sums over the unknown alleles of a pedigree, as loops over arrays."""
