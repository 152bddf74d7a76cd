"""How a failed command ends: a sentence on stderr for the person, an exit code for the script."""

from __future__ import annotations

import errno
import sys

import click

from qualcode.errors import NotFound, QualcodeError, Unreachable, UnreadableInput
from qualcode.messages import _, listed

INTERRUPTED = 130


def report(error: BaseException, debug: bool = False) -> int:
    """Print what went wrong and what to do; return the exit code. With ``debug`` the traceback comes first."""
    if debug:
        import traceback

        traceback.print_exception(error, file=sys.stderr)
    match error:
        case click.Abort() | KeyboardInterrupt():
            _print(_("Interrupted."))
            return INTERRUPTED
        case click.FileError():
            return _complain(UnreadableInput(error.format_message()))
        case click.UsageError() if hasattr(error, "possibilities"):
            # Click sets a space between its two sentences; in Chinese none stands there.
            click.UsageError(error.format_message().replace("。 ", "。"), error.ctx).show()
            return error.exit_code
        case click.ClickException():
            error.show()
            return error.exit_code
        case QualcodeError():
            return _complain(error)
        case OSError() if known := _known_fault(error):
            return _complain(known)
    _print(_("Internal error: {kind}: {message}", kind=type(error).__name__, message=error))
    _print(_("This is a fault of qualcode. Run the command again with --debug and report what it prints."))
    return 1


def _complain(error: QualcodeError) -> int:
    _print(_("Error: {message}", message=error.message))
    if error.hint:
        _print(error.hint)
    if isinstance(error, NotFound) and error.nearest and error.nearest[0] not in error.hint:
        _print(_("Did you mean {names}?", names=listed(error.nearest)))
    return error.exit_code


def _known_fault(error: OSError) -> QualcodeError | None:
    """A fault of the system as one a person can mend, or None."""
    path = error.filename or ""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return Unreachable(_("The disk is full. {path}", path=path), _("Make room and run the command again."))
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return Unreachable(
                _("No permission: {path}", path=path), _("Choose another place, or change its permissions.")
            )
        case errno.ENOENT | errno.ENOTDIR | errno.EISDIR:
            return UnreadableInput(
                _("There is no such file: {path}", path=path), _("Check the spelling and the folder.")
            )
    return None


def _print(line: str) -> None:
    click.echo(line.rstrip(), err=True)
