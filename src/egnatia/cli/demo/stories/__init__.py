"""The published cases, told as records: what each node holds, which case files are open, who asks whom what.

The cases are real and their figures carry over; the persons, numbers, plates and messages are invented.
"""
