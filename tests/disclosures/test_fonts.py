"""Every character is looked for before printing, and one that no face has is named with its place."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from accounts.characters import unified
from disclosures import fonts, typefaces
from disclosures.fonts import PrintingImpossible, require


def test_what_the_samples_need_is_there() -> None:
    require("<p>决算公开 2024年度 “三公”经费——……〔2024〕①％ｘ ＜</p>")


def test_rare_characters_of_names_are_there_although_fandol_lacks_them() -> None:
    require("<p>张㛃 李珺 王璟瑄 刘媖 㑇 䶮</p>")


def test_a_character_that_no_face_has_is_named_with_its_code_point_and_place() -> None:
    with pytest.raises(PrintingImpossible) as refused:
        require("<h3>一、单位职责</h3>\n<p>负责<span>测试</span>\ue123等工作</p>")
    assert str(refused.value) == "无法生成PDF：字体中没有字符“\ue123”（U+E123，见“负责测试\ue123等工作”）"


def test_a_control_character_is_named_without_being_shown() -> None:
    with pytest.raises(PrintingImpossible) as refused:
        require("<p>负责\x07测试</p>")
    assert str(refused.value) == "无法生成PDF：字体中没有字符U+0007（控制字符，见“负责测试”）"


def test_every_missing_character_is_named_once() -> None:
    with pytest.raises(PrintingImpossible, match=r"U\+E123.*；.*U\+E124"):
        require("<p>\ue123\ue124\ue123</p>")


def test_characters_without_a_glyph_are_no_matter() -> None:
    require("<p>一\u2060二\u00a0三\u200b\t</p>")


def test_radicals_become_the_characters_they_look_like() -> None:
    assert unified("公⽤⻋，⼈⺠") == "公用车，人民"
    assert unified("决算公开〔2024〕") == "决算公开〔2024〕"


def test_the_prepared_folder_has_every_face_and_one_height() -> None:
    from fontTools.ttLib import TTFont

    faces = sorted((typefaces.FOLDER / "faces").iterdir())
    assert {face.name for face in faces} >= {
        "NotoSerifSC-Bold.otf",
        "NotoSerifSC-Regular.otf",
        "Digits-Bold.ttf",
    }
    for path in faces:
        with TTFont(path, lazy=True) as face:
            unit = face["head"].unitsPerEm
            header, metrics = face["hhea"], face["OS/2"]
            heights = [header.ascent, -header.descent, metrics.usWinAscent, metrics.usWinDescent]
            assert [round(height / unit, 2) for height in heights] == [0.88, 0.12, 0.88, 0.12], path.name


def test_a_face_and_its_rare_half_have_every_character_once() -> None:
    from fontTools.ttLib import TTFont

    def characters(path: Path) -> set[int]:
        with TTFont(path, lazy=True) as face:
            return set(face.getBestCmap())

    for rare in sorted((typefaces.FOLDER / "faces").glob("*-Rare.otf")):
        usual = rare.with_stem(rare.stem.removesuffix("-Rare"))
        assert not characters(usual) & characters(rare), rare.name
        assert set(map(ord, "决算公开，。（）“”—…")) <= characters(usual) | set(map(ord, "“”—…"))
        assert usual.stat().st_size < 3_500_000


def test_without_the_library_that_cuts_them_faces_stay_whole(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(typefaces, "fetch_fandol", lambda originals: False)
    monkeypatch.setattr(typefaces, "shrink", lambda path, codes: False)
    typefaces.prepare(tmp_path / "fonts")
    assert not list((tmp_path / "fonts" / "faces").glob("*-Rare.otf"))


def test_digits_have_nothing_but_ascii() -> None:
    from fontTools.ttLib import TTFont

    with TTFont(typefaces.FOLDER / "faces" / "Digits-Regular.ttf") as face:
        assert set(face.getBestCmap()) == set(range(0x20, 0x7F))


def test_noto_alone_is_enough(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(typefaces, "fetch_fandol", lambda originals: False)
    said = typefaces.prepare(tmp_path / "fonts")
    assert "Noto alone" in said and "\n" not in said
    names = {path.name for path in (tmp_path / "fonts" / "faces").iterdir()}
    assert names == {
        "Digits-Bold.ttf",
        "Digits-Regular.ttf",
        "NotoSansSC-Regular.otf",
        "NotoSansSC-Regular-Rare.otf",
        "NotoSerifSC-Bold.otf",
        "NotoSerifSC-Bold-Rare.otf",
        "NotoSerifSC-Regular.otf",
        "NotoSerifSC-Regular-Rare.otf",
    }
    assert set("决算公开") <= set((tmp_path / "fonts" / "characters.txt").read_text())


def test_without_apt_there_is_no_fandol(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(typefaces.shutil, "which", lambda name: None)
    assert not typefaces.fetch_fandol(tmp_path)


def test_a_failed_download_is_no_fandol(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(typefaces, "PACKAGE", "no-such-package-anywhere")
    assert not typefaces.fetch_fandol(tmp_path)


def test_faces_are_looked_for_where_they_are_put() -> None:
    assert fonts.FOLDER == typefaces.FOLDER


def test_the_hint_for_a_missing_folder_names_the_command() -> None:
    assert "disclosures.typefaces" in fonts.PREPARE


@pytest.mark.parametrize("face", sorted((fonts.FOLDER / "faces").glob("*.otf")), ids=lambda path: path.stem)
def test_every_glyph_of_a_face_is_numbered_by_its_place(face: Path) -> None:
    """What a PDF shows by its place, a reader that keeps to the standard looks up by its number."""
    with TTFont(face, lazy=True) as opened:
        numbers = opened["CFF "].cff.topDictIndex[0].charset
        assert numbers == [".notdef", *(f"cid{place:05}" for place in range(1, len(numbers)))]


def test_faces_that_were_prepared_elsewhere_are_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A checkout that was moved or copied: Pango would find no face and break off."""
    (tmp_path / "fonts.conf").write_text(typefaces.CONFIGURATION.format(folder="/elsewhere/fonts"))
    monkeypatch.setattr(fonts, "FOLDER", tmp_path)
    with pytest.raises(PrintingImpossible, match=r"程序移动过.+python -m disclosures\.typefaces"):
        fonts.use_prepared()
