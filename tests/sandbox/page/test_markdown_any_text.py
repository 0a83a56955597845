"""Whatever a bot sends is drawn: nothing throws, nothing becomes markup, and no word is lost."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.browser import in_browser
from tests.sandbox.page.drawing import Drawing

pytestmark = in_browser

_STYLES = ["*", "**", "_", "__", "~~", "||", "`", "```", "\\", "\n", " ", "> ", ">>> ", "# ", "-# ", "- "]
_MARKS = [*_STYLES, "1. ", "[", "](", ")", "("]
_THINGS = [
    "<@1>",
    "<#4>",
    "<t:0:R>",
    "<:n:1>",
    "</a b:2>",
    "@everyone",
    "https://a.b/c",
    "<https://d.e>",
    '"',
    "'",
    "👍",
    "\u200b",
]
_HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "[x](javascript:alert(1))",
    "<script>",
    "&amp;",
    "</",
]
_LETTERS = st.text(st.characters(categories=["L"]), min_size=1, max_size=4)

any_text = st.lists(st.sampled_from(_MARKS + _THINGS + _HOSTILE) | st.text(max_size=5), max_size=40).map("".join)
marked_words = st.lists(st.sampled_from(_STYLES) | _LETTERS, max_size=40).map("".join)
sized = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])

_ALLOWED = {
    *("a", "blockquote", "button", "code", "div", "em", "h1", "h2", "h3", "li", "live-text"),
    *("ol", "pre", "s", "small", "span", "strong", "time", "u", "ul"),
}
_LOOK = """() => {
  const elements = [...drawing.place.querySelectorAll("*")];
  const attributes = elements.flatMap((one) => [...one.attributes].map(({name, value}) => [name, value]));
  return {
    tags: [...new Set(elements.map((one) => one.localName))],
    events: attributes.map(([name]) => name).filter((name) => name.startsWith("on")),
    links: attributes.filter(([name]) => name === "href").map(([, value]) => value),
  };
}"""
_WORDS = """() => {
  for (const button of drawing.place.querySelectorAll(".copy")) button.remove();
  return drawing.place.textContent;
}"""


@sized
@given(text=any_text, kind=st.sampled_from(["message", "embed", "display", "inline"]))
async def test_only_the_elements_of_markdown_appear(drawing: Drawing, text: str, kind: str) -> None:
    await drawing.markdown(text, kind)
    seen = await drawing.tab.evaluate(_LOOK)
    assert set(seen["tags"]) <= _ALLOWED
    assert seen["events"] == []
    assert [link for link in seen["links"] if not link.startswith(("https://", "http://"))] == []


@sized
@given(text=marked_words, kind=st.sampled_from(["message", "inline"]))
async def test_every_letter_is_shown_in_its_order(drawing: Drawing, text: str, kind: str) -> None:
    await drawing.markdown(text, kind)
    shown: str = await drawing.tab.evaluate(_WORDS)
    assert _letters(shown) == _letters(text)


@sized
@given(text=any_text)
async def test_any_text_has_a_plain_form(drawing: Drawing, text: str) -> None:
    plain = await drawing.tab.evaluate(
        """async (text) => (await import("/static/js/markdown/render.js")).plainText(text, drawing.ctx)""", text
    )
    assert isinstance(plain, str)


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalpha())
