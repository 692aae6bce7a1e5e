"""`teams/to-NN/` to TeamFolder, made known to all that refer to a team."""

from collections.abc import Iterator, Mapping

from build_tools.diagnostics import Diagnostic
from build_tools.validation.findings import folder_mismatch
from build_tools.validation.inputs import TEAMS, Inputs
from build_tools.validation.references import KnownReferences
from schemas.audience import AUDIENCE_LABELS
from schemas.catalogue import Located, TeamFolder
from schemas.team import Member, Team, TeamArea


def read_team_folders(inputs: Inputs, references: KnownReferences) -> Mapping[str, TeamFolder]:
    """Read every sound team, in the order of the numbers."""
    folders = [_read(inputs, references, folder) for folder in inputs.folders(TEAMS)]
    teams = sorted((folder for folder in folders if folder), key=lambda one: one.team.record.number)
    for team in teams:
        for kind in ("team", "audience"):
            references.add(kind, team.team.record.team_id, team.team.record.name)
    for audience, label in AUDIENCE_LABELS.items():
        references.add("audience", audience, label)
    if not inputs.is_sound(TEAMS):
        trust_teams(references)
    return {team.team.record.team_id: team for team in teams}


def trust_teams(references: KnownReferences) -> None:
    """Accept any team: that one is faulty or missing is told once, not by each of its reports."""
    references.trust("team")
    references.trust("audience")


def _read(inputs: Inputs, references: KnownReferences, folder: str) -> TeamFolder | None:
    paths = [f"{folder}/{name}" for name in ("team.md", "members.csv", "areas.csv")]
    for path in paths:
        inputs.require(path)
    members = inputs.rows(paths[1], Member, references)
    areas = inputs.rows(paths[2], TeamArea, references)
    front_matter = inputs.front_matter(paths[0])
    if front_matter is None:
        return None
    prose = inputs.prose(front_matter)
    team = inputs.head(front_matter, Team, references)
    if team is None:
        return None
    inputs.take(tuple(_check_folder(folder, team)))
    return TeamFolder(team, members, areas, prose) if inputs.is_sound(folder) else None


def _check_folder(folder: str, team: Located[Team]) -> Iterator[Diagnostic]:
    name = folder.rpartition("/")[2]
    if team.record.team_id != name:
        yield folder_mismatch(team, "team_id", team.record.team_id, name)
    elif f"to-{team.record.number:02}" != name:
        yield folder_mismatch(team, "number", str(team.record.number), name)
