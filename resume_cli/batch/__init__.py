"""Many profiles at once: what to make of them, who makes it, and where it goes.

    sources    folders, globs, files and lines of NDJSON become a list of profiles; `remote` is behind addresses
    names      what each output is called, and that no two are called alike
    tasks      a profile and the outputs to make of it: data that can be sent anywhere
    worker     does a task: bytes in, bytes out
    pool       watched worker processes of this machine, forked by the `server`; `cluster` is any other executor
    stores     the folder of the outputs, here or behind an address
    journal    what each output was made of, so that a run can be continued
    run        drives it all

One bad profile never stops the others, whether it is invalid, crashes its worker, hangs or eats memory.
"""
