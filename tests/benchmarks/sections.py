"""The sections of the equal pages, apart from what makes the pages."""

REPORTS, TEAMS, AREAS = "bao-cao/", "to/", "dia-ban/"
SECTIONS = {REPORTS: "Báo cáo", TEAMS: "Tổ", AREAS: "Địa bàn"}
