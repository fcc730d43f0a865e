"""Releases: a tag, the package and the changelog name one version, or nothing is released."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = ROOT / ".ci" / "release"
CHANGELOG = (
    "# Changelog\n\n## [Unreleased]\n{waiting}\n## [1.2.0] - 2027-01-31\n\n### Added\n\n- A bell.\n\n"
    "## [1.1.0] - 2026-12-24\n\n- Old.\n"
)


@pytest.fixture(scope="module")
def release() -> ModuleType:
    """The script as a module."""
    module = ModuleType("release")
    SourceFileLoader("release", str(SCRIPT)).exec_module(module)
    return module


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder that is ready to be released as 1.2.0."""
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "1.2.0"\n', encoding="utf-8")
    (tmp_path / "CHANGELOG.md").write_text(CHANGELOG.format(waiting=""), encoding="utf-8")
    return tmp_path


def test_the_notes_are_the_changelogs_newest_section(release: ModuleType, project: Path) -> None:
    """Without its heading, and without older ones."""
    assert release.notes("v1.2.0", project) == "### Added\n\n- A bell."


@pytest.mark.parametrize("tag", ["v1.1.0", "v1.3.0", "1.2.0", "v1.2"])
def test_a_tag_that_is_not_the_packages_version_is_refused(
    release: ModuleType, project: Path, tag: str
) -> None:
    """The message names both."""
    with pytest.raises(ValueError, match=r"is not v1\.2\.0"):
        release.notes(tag, project)


def test_changes_that_are_not_yet_released_are_not_forgotten(release: ModuleType, project: Path) -> None:
    """What stands under Unreleased has to be moved first."""
    (project / "CHANGELOG.md").write_text(CHANGELOG.format(waiting="\n- A horn.\n"), encoding="utf-8")
    with pytest.raises(ValueError, match="Unreleased"):
        release.notes("v1.2.0", project)


def test_a_version_without_its_section_is_refused(release: ModuleType, project: Path) -> None:
    """A release says what is in it."""
    (project / "pyproject.toml").write_text('[project]\nversion = "1.3.0"\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"\[1\.3\.0\]"):
        release.notes("v1.3.0", project)


def test_the_command_ends_with_one_sentence() -> None:
    """No traceback, and no success."""
    for arguments in (["v0.0.0"], []):
        done = subprocess.run(  # noqa: S603 - ours
            [sys.executable, SCRIPT, *arguments], capture_output=True, text=True, check=False
        )
        assert done.returncode
        assert done.stderr.startswith("release: ")
        assert "Traceback" not in done.stderr


def test_the_version_is_the_changelogs() -> None:
    """Once something is released, the package's version is that of the newest section."""
    module = ModuleType("release")
    SourceFileLoader("release", str(SCRIPT)).exec_module(module)
    sections = module._SECTION.findall((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert sections[0][0] == "Unreleased"
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert version in {name for name, _, _ in sections[1:2]} or len(sections) == 1


def test_the_workflow_releases_only_what_passed() -> None:
    """The tag is checked and the tests run before anything may be written."""
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8"))
    runs = " ".join(step.get("run", "") for step in workflow["jobs"]["check"]["steps"])
    assert runs.index(".ci/release") < runs.index(".ci/run") < runs.index("docker build")
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow["jobs"]["publish"]["needs"] == "check"
