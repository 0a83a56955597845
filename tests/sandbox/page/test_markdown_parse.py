"""The tree of a text: Discord's rules, its oddities included, and no text that takes long."""

from __future__ import annotations

from playwright.async_api import Page

from tests.browser import in_browser

pytestmark = in_browser

_SHOW = """async ([texts, options]) => {
  const {parse} = await import("/static/js/markdown/parse.js");
  const show = (nodes) => nodes.map(one).join(" ");
  const own = ["level", "start", "language", "text", "url", "title", "id", "name", "seconds", "style"];
  const one = (node) => {
    if (node.type === "text") return JSON.stringify(node.text);
    const facts = own.filter((key) => node[key] !== undefined && node[key] !== "" && node[key] !== null).map((key) => node[key]);
    const inside = node.items ? `[${node.items.map(show).join(" | ")}]` : node.children ? `(${show(node.children)})` : "";
    return [node.type, ...facts].join(" ") + inside;
  };
  return texts.map((text) => show(parse(text, options)));
}"""


_TIME = """async (texts) => {
  const {parse} = await import("/static/js/markdown/parse.js");
  const took = (text) => {
    const begun = performance.now();
    parse(text);
    return performance.now() - begun;
  };
  return texts.map((text) => Math.min(took(text), took(text), took(text)));
}"""


async def shown(tab: Page, expected: dict[str, str], **options: bool) -> None:
    """Hold the trees of texts against what they should be: text in quotes, children in brackets, items apart by bars."""
    trees = await tab.evaluate(_SHOW, [list(expected), options])
    assert dict(zip(expected, trees, strict=True)) == expected


async def test_styles(shared_tab: Page) -> None:
    await shown(
        shared_tab,
        {
            "*a* _b_": 'em("a") " " em("b")',
            "**a** __b__": 'strong("a") " " underline("b")',
            "~~a~~ ||b||": 'strike("a") " " spoiler("b")',
            "***a***": 'em(strong("a"))',
            "***a* b** c": 'strong(em("a") " b") " c"',
            "***a** b* c": 'em(strong("a") " b") " c"',
            "___a_ b__ c": 'underline(em("a") " b") " c"',
            "*a **b* c**": 'em("a **b") " c**"',
            "**a *b** c*": 'strong("a *b") " c*"',
            "**a*": '"*" em("a")',
            "~~~~~ |||||": 'strike("~") " " spoiler("|")',
            "**two\nlines**": 'strong("two\\nlines")',
            "** ** _ _": 'strong(" ") " " em(" ")',
        },
    )


async def test_what_is_no_style(shared_tab: Page) -> None:
    await shown(
        shared_tab,
        {
            "a * b * c": '"a * b * c"',
            "2*3*4 = 24": '"2" em("3") "4 = 24"',
            "*a\n*": '"*a\\n*"',
            "*a   *b*   c*": '"*a   " em("b") "   c*"',
            "a *b  *": '"a " em("b")',
            "a *b   *": '"a *b   *"',
            "snake_case_name": '"snake_case_name"',
            "_a_b _c_$": '"_a_b " em("c") "$"',
            "~~a~~_": '"~~a~~_"',
            "**": '"**"',
            "||": '"||"',
            "``": '"``"',
        },
    )


async def test_escapes(shared_tab: Page) -> None:
    await shown(
        shared_tab,
        {
            r"\*a* \_b_": '"*a* _b_"',
            r"*a\*b*": 'em("a*b")',
            r"**\**": '"*" em("*")',
            r"\a \\ \&": r'"\\a \\ &"',
            r"~~\~~": 'strike("\\\\")',
            r"\<@1> \@everyone \[a](https://a.b)": '"<@1> @everyone [a](" url https://a.b https://a.b/ ")"',
            "¯\\_(ツ)_/¯": '"¯\\\\_(ツ)_/¯"',
            "\\# a": '"# a"',
            "\\": '"\\\\"',
        },
    )


async def test_code(shared_tab: Page) -> None:
    await shown(
        shared_tab,
        {
            "`a` ``b`c``": 'code a " " code b`c',
            "`*a*`": "code *a*",
            "`` ` ``": "code `",
            "```` `": "code ```",
            "`\\`": "code \\",
            "```a```": "codeBlock a",
            "```py\na\n```": "codeBlock py a",
            "```not a language\na```": "codeBlock not a language\na",
            "```\n\n  a\n\n```\nb": 'codeBlock   a "b"',
            "x ```a``` y": '"x" codeBlock a " y"',
            "```\n```": "code \n",
            "`a": '"`a"',
        },
    )


async def test_headings_and_small_print(shared_tab: Page) -> None:
    await shown(
        shared_tab,
        {
            "# a\nb": 'heading 1("a") "b"',
            "## a\n### b": 'heading 2("a") heading 3("b")',
            "# *a* ##": 'heading 1(em("a"))',
            "#### a": '"#### a"',
            "#a": '"#a"',
            "a # b": '"a # b"',
            " # a": 'heading 1("a")',
            "a\n # b": '"a\\n # b"',
            "# a\n\n \n b": 'heading 1("a") " b"',
            "# # a": '"# # a"',
            "*# a*b": 'em(heading 1("a")) "b"',
            "a *# b*": '"a " em("# b")',
            "-# a\nb": 'subtext("a") "b"',
            "-# -# a": '"-# -# a"',
            "a\n-# b": '"a\\n" subtext("b")',
            "-# a\n\nb": 'subtext("a") "\\nb"',
            " -# a": 'subtext("a")',
            "- -# a": 'list[subtext("a")]',
        },
    )


async def test_quotes(shared_tab: Page) -> None:
    await shown(
        shared_tab,
        {
            "> a\n> b\nc": 'quote("a\\nb") "c"',
            "> a\n > b": 'quote("a\\nb")',
            ">>> a\nb": 'quote("a\\nb")',
            "> > a": 'quote("> a")',
            ">a": '">a"',
            "a > b": '"a > b"',
            " > a": 'quote("a")',
            "> # a": 'quote(heading 1("a"))',
            "> ```\n> a\n> ```": "quote(codeBlock a)",
            "> - a\n> - b": 'quote(list["a" | "b"])',
        },
    )


async def test_lists(shared_tab: Page) -> None:
    await shown(
        shared_tab,
        {
            "- a\n- b\nc": 'list["a" | "b"] "c"',
            "* a\n  - b\n  - c\n* d": 'list["a\\n" list["b" | "c"] | "d"]',
            "1. a\n2. b": 'list 1["a" | "b"]',
            "7. a\n9. b": 'list 7["a" | "b"]',
            "0. a": 'list 1["a"]',
            "4000000000. a": 'list 1000000000["a"]',
            "1. a\n   b": 'list 1["a\\nb"]',
            "1. a\n   - b": 'list 1["a\\n" list["b"]]',
            "- # a": 'list["# a"]',
            "- > a": 'list[quote("a")]',
            "-a": '"-a"',
            "a - b": '"a - b"',
            "2026. ": '"2026. "',
            "- a\n - b": 'list["a" | "b"]',
            "  - a\n  - b\n- c": 'list["a" | "b"] list["c"]',
            "a\n  - b\n  - c": '"a\\n" list["b\\n" list["c"]]',
            "1. a\n10. b\n    c": 'list 1["a" | "b\\n c"]',
            "- a\n\n- b": 'list["a"] "\\n" list["b"]',
            "- **a** `b`": 'list[strong("a") " " code b]',
        },
    )


async def test_a_list_begins_within_a_style_too(shared_tab: Page) -> None:
    """Discord's parser keeps what stood before the style; a title ``**1. Title**`` must escape its point."""
    await shown(
        shared_tab,
        {
            "**1. a**\nb": 'strong(list 1["a"]) "\\nb"',
            "__*- a*__": 'underline(em(list["a"]))',
            "a **1. b**": '"a " strong("1. b")',
            r"**1\. a**": 'strong("1. a")',
        },
    )


async def test_links(shared_tab: Page) -> None:
    await shown(
        shared_tab,
        {
            "[a](https://a.b)": 'link https://a.b/("a")',
            '[a](https://a.b "T t")': 'link https://a.b/ T t("a")',
            "[a](<https://a.b>)": 'link https://a.b/("a")',
            "[**a** `b`](https://a.b)": 'link https://a.b/(strong("a") " " code b)',
            "[a](https://a.b/c_(d))e": 'link https://a.b/c_(d)("a") "e"',
            "[[1] a](https://a.b)": 'link https://a.b/("[1] a")',
            "[a](ftp://a.b)": '"[a](ftp://a.b)"',
            "[a](javascript:alert(1))": '"[a](javascript:alert(1))"',
            "[ ](https://a.b)": '"[ ](https://a.b)"',
            "[a] (https://a.b)": '"[a] (" url https://a.b https://a.b/ ")"',
            "[a](https://a.b": '"[a](" url https://a.b https://a.b/',
        },
    )


async def test_words_that_pretend_to_be_another_address_are_no_link(shared_tab: Page) -> None:
    texts = [
        "[https://a.b](https://c.d)",
        "[h\u200bttps://a.b](https://c.d)",
        "[ｈｔｔｐｓ://a.b](https://c.d)",
        "[discord.gg/abc](https://c.d)",
        '[a](https://c.d "https://a.b")',
        "[<@1>](https://c.d)",
        "[@everyone](https://c.d)",
        "[[a](https://a.b)](https://c.d)",
    ]
    trees = await shared_tab.evaluate(_SHOW, [texts, {}])
    assert [tree for tree in trees if "link" in tree or "url https://c.d" in tree] == []


async def test_bare_addresses(shared_tab: Page) -> None:
    await shown(
        shared_tab,
        {
            "https://a.b/c_d_e.": 'url https://a.b/c_d_e https://a.b/c_d_e "."',
            "(see https://a.b)": '"(see " url https://a.b https://a.b/ ")"',
            "https://a.b/(c)": "url https://a.b/(c) https://a.b/(c)",
            "xhttps://a.b": '"x" url https://a.b https://a.b/',
            "<https://a.b> c": 'url https://a.b https://a.b/ " c"',
            "**https://a.b**": "strong(url https://a.b https://a.b/)",
            "http://": '"http://"',
            "ftp://a.b a@b.c": '"ftp://a.b a@b.c"',
        },
    )


async def test_what_stands_in_angle_brackets(shared_tab: Page) -> None:
    await shown(
        shared_tab,
        {
            "<@1> <@!2> <@&3> <#4>": 'user 1 " " user 2 " " role 3 " " channel 4',
            "</week:5> </digest post:6> </a b c:7>": 'command 5 week " " command 6 digest post " " command 7 a b c',
            "@everyone @here @ada": 'everyone @everyone " " everyone @here " @ada"',
            "<t:0> <t:-1:R> <t:1:s>": 'moment 0 f " " moment -1 R " " moment 1 s',
            "<t:1:x> <t:99999999999999>": '"<t:1:x> <t:99999999999999>"',
            "<:n_1:2> <a:n:3> <:-:4> :n:": 'emoji 2 n_1 " " emoji 3 n " <:-:4> :n:"',
            "<id:guide> <id:nowhere>": 'guide guide " <id:nowhere>"',
            "<@> <#x> <b>": '"<@> <#x> <b>"',
        },
    )


async def test_emoji_are_apart_from_letters(shared_tab: Page) -> None:
    await shown(
        shared_tab,
        {
            "a 👍🏽 b": '"a " unicode 👍🏽 " b"',
            "👩‍🔬1️⃣🇩🇪": "unicode 👩‍🔬 unicode 1️⃣ unicode 🇩🇪",
            "© ™ 12": '"© ™ 12"',
            "\\👍": '"👍"',
        },
    )


async def test_spaces_at_the_end_of_a_line_are_left_out(shared_tab: Page) -> None:
    await shown(shared_tab, {"a   \nb  ": '"a\\nb  "', "a  \n# b": '"a\\n" heading 1("b")'})


async def test_a_title_has_neither_blocks_nor_links_nor_mentions(shared_tab: Page) -> None:
    await shown(
        shared_tab,
        {
            "# *a*": '"# " em("a")',
            "- a": '"- a"',
            "> a": '"> a"',
            "```a```": "code a",
            "[a](https://a.b)": '"[a](https://a.b)"',
            "<@1> @here": '"<@1> @here"',
            "<t:0:R> <:n:1>": 'moment 0 R " " emoji 1 n',
        },
        blocks=False,
        links=False,
        mentions=False,
    )


async def test_nesting_ends_somewhere(shared_tab: Page) -> None:
    text = "".join(f"{mark}a " for mark in ["**", "__", "~~", "||"] * 20)
    closing = "".join(f" a{mark}" for mark in reversed(["**", "__", "~~", "||"] * 20))
    (tree,) = await shared_tab.evaluate(_SHOW, [[text + closing], {}])
    depth = sum(tree.count(f"{style}(") for style in ("strong", "underline", "strike", "spoiler"))
    assert 20 < depth < 80


async def test_no_text_takes_long(shared_tab: Page) -> None:
    parts = [
        "*_[|",
        "**a",
        "_ *",
        "][",
        "[a](",
        "||- ",
        "`",
        "``a",
        "> ",
        "- a\n  ",
        "<http://",
        "\\",
        "~~_",
        "***",
        ":a",
    ]
    times = await shared_tab.evaluate(_TIME, [(part * 4000)[:4000] + ")" for part in parts])
    slow = {part: took for part, took in zip(parts, times, strict=True) if took >= 50}
    assert slow == {}, "milliseconds for 4,000 characters"
