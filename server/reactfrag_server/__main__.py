"""``python -m reactfrag_server`` is the ``reactfrag`` command."""

from reactfrag_server.cli import main

if __name__ == "__main__":
    main()
