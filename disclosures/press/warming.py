"""What a worker does before its first print, so that no print has to do it again."""

import contextlib
import ctypes
import gc

from disclosures.fonts import PrintingImpossible
from disclosures.press.stages import to_nobody
from disclosures.press.typeset import typeset

PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head><title>预热</title><link rel="stylesheet" href="static:///print.css"/></head>
<body><article>
<header class="cover"><h1><span>2024年度</span></h1></header>
<nav class="contents"><h2>目录</h2><ol><li data-target="#part"><a href="#part">第一部分</a></li></ol></nav>
<section class="part" id="part"><h2>第一部分 概况</h2>
<section class="section"><h3>一、职责</h3><h4>（一）支出</h4>
<p>共<a href="#cell">12.34</a>万元，<dfn>年初结转</dfn>。</p></section>
<section class="section tables wide"><figure class="figures"><table>
<caption><span class="above"><span class="title">收入支出决算总表</span></span></caption>
<colgroup><col style="width: 50%"/><col style="width: 50%"/></colgroup>
<thead><tr><th scope="col">项目</th><th scope="col">金额</th></tr></thead>
<tbody><tr><th class="item strong" scope="row">合计</th><td class="number" id="cell">12.34</td></tr></tbody>
</table><p class="note">注：无</p></figure></section></section>
</article></body></html>"""
"""Every face and every kind of box."""


def warm_up() -> None:
    """What this machine lacks is said by the print that is asked for."""
    with contextlib.suppress(PrintingImpossible):
        typeset(PAGE, to_nobody)


def freeze() -> None:
    """Children share the memory of what is loaded by now; a collection would write to all of it."""
    gc.collect()
    with contextlib.suppress(AttributeError):  # another C library than glibc
        ctypes.CDLL(None).malloc_trim(0)
    gc.disable()
    gc.freeze()
