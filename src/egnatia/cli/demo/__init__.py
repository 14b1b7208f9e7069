"""The demo: a whole network on one machine, filled with invented people and with published cases retold as records.

* `members` says who is in the network.
* `population` fills the registers, from a seed: the same seed gives the same records.
* `stories` tells the cases: what each node holds, which case files are open, who asks whom and what must come back.

Nobody in it is real. Names are put together by chance from lists of common ones.
"""
