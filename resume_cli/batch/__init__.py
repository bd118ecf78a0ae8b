"""The export of many profiles at once.

    sources    turns folders, globs, files and lines of NDJSON into a list of profiles; `remote` reads addresses
    names      names the outputs and finds duplicate names
    tasks      the data sent to workers: a profile and the outputs to make from it
    worker     performs a task, from bytes to bytes
    pool       monitored worker processes on this machine, forked by the `server`; `cluster` supports other executors
    stores     the output folder, on this machine or at an address
    journal    the inputs of each output, so that a run can be continued
    run        coordinates the batch

One bad profile never stops the others, whether it is invalid, crashes its worker, hangs or uses too much memory.
"""
