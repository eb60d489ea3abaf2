"""Where an upload goes → the sentence that says so, and the setting that makes it true."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.formparsers import MultiPartParser

from hvc.app.state.reaper import seconds

SPOOL_BYTES = 1 << 31  # an upload is limited by server.maxUploadSize long before this
HOME = frozenset({"localhost", "127.0.0.1", "::1"})
CLOUD = "streamlit.app"
COMMON = "文件只在内存中分析，不写入磁盘，姓名、手机号等默认脱敏显示。"


def keep_in_memory() -> None:
    """Stop the server from writing uploads over 1 MB to its temporary folder while it receives them."""
    MultiPartParser.spool_max_size = SPOOL_BYTES


def promise(url: str | None) -> str:
    """Say where the data of a page opened under `url` goes, and when it is gone."""
    return f"{_place(url)}{COMMON}点左侧「清除数据」即刻清除；关闭或刷新页面后最多 {seconds()} 秒清除。"


def _place(url: str | None) -> str:
    host = urlsplit(url or "").hostname or ""
    if host in HOME:
        return "本程序运行在您自己的电脑上，数据不会离开这台电脑。"
    if host == CLOUD or host.endswith(f".{CLOUD}"):
        return "本页面托管在美国的公共服务器上，上传真实客户数据即属于数据出境。请只用示例数据或已去标识化的文件。"
    server = f"（{host}）" if host else ""
    return f"上传的文件会传到运行本页面的服务器{server}。"
