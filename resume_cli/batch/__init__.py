"""Many profiles at once: what to make, who makes it, what came of it.

    sources    folders, globs, files and lines of NDJSON become a list of profiles
    naming     what each output is called, and that no two are called alike
    tasks      a profile with all that is wanted of it: data that can be sent anywhere
    worker     does a task: bytes in, bytes out
    pool       worker processes of this machine, watched; `cluster` is any other executor
    journal    what was made of what, so that a run can be continued
    run        drives it all

A profile that fails, crashes its worker, hangs or eats memory costs itself only.
"""
