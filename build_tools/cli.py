"""The command line: parse, call, print. Only the command that was asked for is imported."""

import argparse
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from build_tools.errors import DiabanError

INTERRUPTED = 130  # 128 + SIGINT, as shells count
# In the order in which `--help` shows them. Each is a module of `commands/`.
COMMANDS = {
    "check": "kiểm tra nội dung, không dựng trang",
    "build": "kiểm tra, dựng trang và thay trang cũ",
    "publish": "kiểm tra, phát hành một bản mới cho người đọc",
    "rollback": "cho người đọc quay lại bản trước",
    "releases": "các bản đã phát hành, bản nào đang phục vụ",
    "status": "kỳ này Tổ nào đã gửi, chậm, còn thiếu báo cáo",
    "preview": "xem trước trên máy mình, tự tải lại khi sửa",
    "new": "tạo tệp mới theo mẫu",
    "serve-config": "viết cấu hình máy chủ web cho từng nơi xem",
