"""`python -m resume_cli`: the command `resume`."""

from resume_cli.cli import main

if __name__ == "__main__":
    main()
