"""`diaban serve-config nginx`: the web server's configuration, one host for each audience."""

import argparse
from pathlib import Path

from build_tools.commands.common import CLEAN, project_of
from build_tools.errors import UsageError
from build_tools.publishing.serving import Host, nginx_configuration

_PLAIN, _ENCRYPTED = "80", "443 ssl"


def configure(command: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    command.add_argument("server", choices=["nginx"], help="máy chủ")
    command.add_argument(
        "--base",
        type=Path,
        required=True,
        metavar="THƯ_MỤC",
        help="nơi phát hành; mỗi nơi xem một thư mục con, như publish --to THƯ_MỤC/intranet",
    )
    command.add_argument(
        "--host",
        action="append",
        required=True,
        metavar="NƠI_XEM=TÊN_MÁY",
        help="ví dụ intranet=baocao.noibo; nhiều nơi xem thì ghi nhiều lần",
    )
    command.add_argument("--listen", metavar="CỔNG", help="cổng nghe (80, hoặc 443 ssl)")
    command.add_argument("--certificate", type=Path, metavar="TỆP", help="chứng thư máy chủ")
    command.add_argument("--certificate-key", type=Path, metavar="TỆP", help="khóa của chứng thư")
    command.add_argument(
        "--client-ca", type=Path, metavar="TỆP", help="chỉ cho máy có chứng thư do nơi này cấp"
    )


def run(options: argparse.Namespace) -> int:
    """Print the configuration."""
    templates = project_of(options).templates
    hosts = [_host(given, options) for given in options.host]
    print(nginx_configuration(hosts, templates), end="")
    return CLEAN


def _host(given: str, options: argparse.Namespace) -> Host:
    audience, equals, name = given.partition("=")
    if not (audience and equals and name):
        raise UsageError(f"“{given}”: viết nơi xem, dấu bằng, tên máy; ví dụ intranet=baocao.noibo")
    return Host(
        audience=audience,
        host=name,
        folder=options.base.absolute() / audience,
        listen=options.listen or (_ENCRYPTED if options.certificate else _PLAIN),
        certificate=options.certificate,
        certificate_key=options.certificate_key,
        client_ca=options.client_ca,
    )
