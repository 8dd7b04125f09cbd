"""What a worker in an attacker's hands tries, by goal; each function is one attack.

An attack returns what it gained, in a word, or raises OSError with the kernel's answer, if it lives
that long. All of them speak to the kernel through `native`, never through Python's own calls, which
look before they leap. Nothing can be imported in a sealed worker: breached.py imports them all.
"""
