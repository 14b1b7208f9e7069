"""Every kind of thing has a sign and a colour, and the style knows each of the colours."""

import re
from importlib.resources import files

from egnatia.model.kinds import KINDS
from egnatia.web.groups import group_of, in_order


def test_every_thing_has_a_group_and_every_link_is_a_link() -> None:
    groups = {name: group_of(name).name for name in KINDS}
    assert {name for name, group in groups.items() if group == "links"} == {
        name for name, kind in KINDS.items() if kind.link
    }


def test_the_style_has_a_colour_for_each_group_in_light_and_in_dark() -> None:
    style = (files("egnatia.web") / "templates" / "style.css").read_text("utf-8")
    for group in {group_of(name).name for name in KINDS}:
        assert len(re.findall(rf"--group-{group}: #", style)) == 3  # light, dark as the computer has it, dark


def test_kinds_come_in_the_order_of_their_groups_each_once() -> None:
    assert in_order(["place", "vehicle", "person", "vehicle", "use"]) == ["person", "vehicle", "place", "use"]
