"""Runs a command on a terminal of its own: on_terminal.py COLUMNS ROWS COMMAND ...

Passes on what the command writes to the terminal, and its exit code. Standard error
is the terminal, too, unless RETRACE_STDERR names a file for it.
"""

import fcntl
import os
import pty
import struct
import sys
import termios

columns, rows, *command = sys.argv[1:]
child, terminal = pty.fork()
if child == 0:
    if "RETRACE_STDERR" in os.environ:
        log = os.open(os.environ["RETRACE_STDERR"], os.O_WRONLY | os.O_CREAT, 0o600)
        os.dup2(log, 2)
    # The size is set on both sides, so that it is there before the command asks.
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", int(rows), int(columns), 0, 0))
    os.execvp(command[0], command)
while True:
    try:
        data = os.read(terminal, 65536)
    except OSError:  # Linux says so when the other side is closed.
        break
    if not data:
        break
    os.write(1, data)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
