"""`init`, `audit`, `backup` and `restore`, run as a person would run them: each in a process and a data folder of its own."""

import os
import sqlite3
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DISTRICT = """
code: "410106"
name: 上街区
bulletin_name: 上街信息
units:
  - 峡窝镇
  - {name: 上街区住房和城乡建设局, short_name: 区住建局, aliases: [住建局], kind: bureau}
  - {name: 建筑市场科, kind: team, parent: 上街区住房和城乡建设局}
"""


def taizhang(data: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "TAIZHANG_DATA"}}
    command = [sys.executable, "-m", "taizhang", "--data", str(data), *map(str, arguments)]
    environment = {**kept, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        pytest.skip("set-up in data folders of its own runs on SQLite")
    data = tmp_path_factory.mktemp("founded")
    (data / "district.yaml").write_text(DISTRICT, encoding="utf-8")
    done = taizhang(data, "init", "--units", data / "district.yaml")
    assert done.returncode == 0, done.stderr
    return data, done.stdout


def test_init_founds_the_district_and_shows_a_generated_password_once(founded: tuple[Path, str]) -> None:
    data, said = founded
    assert "上街区已建好，3 个单位。" in said
    password = said.split("密码：")[1].split("（")[0]
    assert len(password) >= 10
    again = taizhang(data, "init", "--units", data / "district.yaml")
    assert again.returncode == 1
    assert "已有一个区县" in again.stderr
    assert (data / "secret-key").stat().st_mode & 0o077 == 0


def test_a_units_file_without_its_parts_is_refused_with_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("name: 上街区\n", encoding="utf-8")
    refused = taizhang(tmp_path, "init", "--units", tmp_path / "bad.yaml")
    assert refused.returncode == 1
    assert "缺少 units" in refused.stderr


def test_a_nonsense_setting_stops_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAIZHANG_HTTPS", "perhaps")
    stopped = taizhang(tmp_path, "figures")
    assert stopped.returncode != 0
    assert "TAIZHANG_HTTPS" in stopped.stderr


def test_audit_names_the_first_event_that_was_changed_behind_the_systems_back(
    founded: tuple[Path, str], tmp_path: Path
) -> None:
    data, _said = founded
    copy = tmp_path / "copy"
    taizhang(data, "backup", tmp_path / "b.tar.gz")
    assert taizhang(copy, "restore", tmp_path / "b.tar.gz").returncode == 0
    assert taizhang(copy, "audit", "verify").returncode == 0
    with sqlite3.connect(copy / "taizhang.sqlite3") as database:
        database.execute("DROP TRIGGER journal_event_no_update")
        database.execute("UPDATE journal_event SET kind = 'other' WHERE seq = 2")
    broken = taizhang(copy, "audit", "verify")
    assert broken.returncode == 1
    assert "第 2 条" in broken.stderr


def test_a_backup_holds_everything_and_restores_to_the_same_head(
    founded: tuple[Path, str], tmp_path: Path
) -> None:
    data, _said = founded
    assert taizhang(data, "backup", tmp_path / "b.tar.gz").returncode == 0
    head = taizhang(data, "audit", "head").stdout
    restored = taizhang(tmp_path / "new", "restore", tmp_path / "b.tar.gz")
    assert restored.returncode == 0, restored.stderr
    assert taizhang(tmp_path / "new", "audit", "head").stdout == head
    assert (tmp_path / "new" / "secret-key").read_text() == (data / "secret-key").read_text()
    twice = taizhang(tmp_path / "new", "restore", tmp_path / "b.tar.gz")
    assert twice.returncode == 1
    assert "已有一个区县" in twice.stderr


def test_a_broken_backup_restores_nothing(founded: tuple[Path, str], tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "b.tar.gz", "w:gz"):
        pass
    refused = taizhang(tmp_path / "new", "restore", tmp_path / "b.tar.gz")
    assert refused.returncode == 1
    assert "没有恢复" in refused.stderr
