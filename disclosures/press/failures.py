"""Why a print came to nothing, in plain words for the person who asked for it."""

import os
import signal

from disclosures.press.limits import Limits

NO_MEMORY = 71
"""Exit code of a print that asked for more memory than it may have."""
OUT_OF_MEMORY_SIGNALS = {signal.SIGABRT, signal.SIGTRAP, signal.SIGSEGV, signal.SIGBUS}
"""How C libraries end when they are refused memory."""
STOPPED = "打印服务被停止，请重试"
LOST = "打印服务中途停止；重新打印一次后，仍没有完成"
SILENT = "打印服务没有回应，请重试；仍不行时，请管理员执行 manage.py printworker stop"


class PrintFailed(Exception):
    """The print was begun and not finished; the message says why."""


def told(status: int, peak: int, limits: Limits) -> str:
    """The reason, from the wait status of the printing process and its peak memory in MB."""
    if os.WIFEXITED(status):
        code = os.WEXITSTATUS(status)
        if code == NO_MEMORY or peak > limits.memory // 2:  # too little was left even to say so
            return memory(limits)
        return f"打印进程意外结束（{code}）"
    by = signal.Signals(os.WTERMSIG(status))
    if by is signal.SIGALRM:
        return f"打印超过 {limits.seconds:g} 秒的时限，已停止"
    if by in OUT_OF_MEMORY_SIGNALS and peak > limits.memory // 2:
        return memory(limits)
    if by is signal.SIGKILL:
        return f"打印进程被系统或管理员终止（用了 {peak} MB 内存），可能是机器内存不够"
    return f"打印进程崩溃（{by.name}，用了 {peak} MB 内存）"


def memory(limits: Limits) -> str:
    return f"打印需要的内存超过 {limits.memory} MB 的上限，已停止"
