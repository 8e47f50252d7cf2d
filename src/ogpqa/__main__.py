"""`python -m ogpqa` is `ogpqa`."""

from ogpqa.cli import main

if __name__ == "__main__":
    main()
