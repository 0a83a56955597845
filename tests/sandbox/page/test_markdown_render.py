"""Markdown as a reader meets it: what can be clicked, opened, copied and waited for."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.browser import in_browser
from tests.sandbox.page.drawing import Drawing, drawing_in

pytestmark = in_browser

CLOCK = 1_774_614_600
"""The second since 1970 at which tests stand: 27 March 2026, 13:30 in Berlin."""


async def plain(drawing: Drawing, text: str) -> str:
    found: str = await drawing.tab.evaluate(
        """async (text) => (await import("/static/js/markdown/render.js")).plainText(text, drawing.ctx)""", text
    )
    return found


async def test_every_style_has_its_element(drawing: Drawing) -> None:
    await drawing.markdown("# **a** *b*\n__c__ ~~d~~ `e`\n-# f\n> g\n3. h\n4. - i")
    assert await drawing.html() == (
        '<h1 class="md-heading"><strong>a</strong> <em>b</em></h1>'
        '<u>c</u> <s>d</s> <code class="md-code">e</code>\n'
        '<small class="subtext">f</small>'
        '<blockquote class="md-quote">g</blockquote>'
        '<ol class="md-list" start="3" style="--digits: 1;"><li>h</li><li><ul class="md-list"><li>i</li></ul></li></ol>'
    )


async def test_markup_stays_text(drawing: Drawing) -> None:
    await drawing.markdown('<img src=x onerror="alert(1)"> **<b>**')
    await expect(drawing.place.locator("img, b")).to_have_count(0)
    await expect(drawing.place).to_have_text('<img src=x onerror="alert(1)"> <b>')


async def test_links_open_elsewhere_and_say_whereto(drawing: Drawing) -> None:
    await drawing.markdown('[a](https://a.b/c "Read") and https://d.e and [f](https://g.h)')
    first, second, third = await drawing.place.get_by_role("link").all()
    for link in (first, second, third):
        await expect(link).to_have_attribute("target", "_blank")
        await expect(link).to_have_attribute("rel", "noopener noreferrer")
    await expect(first).to_have_attribute("title", "Read")
    await expect(second).to_have_attribute("href", "https://d.e/")
    await expect(third).to_have_attribute("title", "https://g.h/")


async def test_mentions_have_names_and_the_unknown_are_called_so(drawing: Drawing) -> None:
    await drawing.markdown("<@1> <@2> <@&3> <@&8> <@&4> <#4> <#5> @here <id:browse>")
    assert await drawing.place.locator(".mention").all_text_contents() == [
        "@Ada",
        "@unknown-user",
        "@Readers",
        "@everyone",
        "@unknown-role",
        "#papers",
        "#unknown",
        "@here",
        "Browse Channels",
    ]


async def test_a_channel_opens(drawing: Drawing) -> None:
    await drawing.markdown("see <#4>")
    await drawing.place.get_by_role("button", name="#papers").click()
    assert await drawing.told("go") == ["4"]


async def test_a_command_is_put_into_the_message_box(drawing: Drawing) -> None:
    await drawing.markdown("try **</digest post:5>**")
    await drawing.place.get_by_role("button", name="/digest post").press("Enter")
    assert await drawing.told("insert") == ["digest post"]


@pytest.mark.parametrize("key", ["Enter", " "])
async def test_a_spoiler_opens_by_keyboard(drawing: Drawing, key: str) -> None:
    await drawing.markdown("the end: ||[all](https://a.b) lived||")
    spoiler = drawing.place.get_by_role("button", name="Spoiler")
    assert not await drawing.place.locator("a").evaluate("(link) => (link.focus(), document.activeElement === link)")
    await spoiler.press(key)
    await expect(spoiler).to_have_count(0)
    await expect(drawing.place.get_by_role("link", name="all")).to_be_visible()


async def test_a_click_on_a_spoiler_only_opens_it(drawing: Drawing) -> None:
    await drawing.markdown("||<#4>||")
    await drawing.place.get_by_role("button", name="Spoiler").click()
    assert await drawing.told("go") == []
    await drawing.place.get_by_role("button", name="#papers").click()
    assert await drawing.told("go") == ["4"]


async def test_code_is_copied_as_it_is(drawing: Drawing) -> None:
    await drawing.tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await drawing.markdown("```py\n**a**\n  b```")
    await expect(drawing.place.locator(".language")).to_have_text("py")
    await drawing.place.get_by_role("button", name="Copy").click()
    await expect(drawing.place.get_by_role("button", name="Copied")).to_be_visible()
    assert await drawing.tab.evaluate("navigator.clipboard.readText()") == "**a**\n  b"


async def test_a_browser_that_does_not_let_copy_is_named(modules: Page) -> None:
    drawing = await drawing_in(modules)
    await drawing.tab.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    await drawing.markdown("```a```")
    await drawing.place.get_by_role("button", name="Copy").click()
    await expect(drawing.place.get_by_role("button", name="Copy")).to_be_visible()
    ((text, tone),) = await drawing.told("toast")
    assert "Select the code" in text
    assert tone == "bad"


async def test_moments_in_every_style(drawing: Drawing) -> None:
    styles = "tTdDfFsS"
    await drawing.markdown("\n".join(f"<t:{CLOCK}:{style}>" for style in styles))
    moments = [text.replace("\u202f", " ") for text in await drawing.place.locator("time").all_text_contents()]
    assert dict(zip(styles, moments, strict=True)) == {
        "t": "1:30 PM",
        "T": "1:30:00 PM",
        "d": "3/27/2026",
        "D": "March 27, 2026",
        "f": "March 27, 2026 at 1:30 PM",
        "F": "Friday, March 27, 2026 at 1:30 PM",
        "s": "3/27/2026, 1:30 PM",
        "S": "3/27/2026, 1:30:00 PM",
    }


async def test_a_moment_says_its_long_form_beside_the_pointer(drawing: Drawing) -> None:
    await drawing.markdown(f"<t:{CLOCK}:R>")
    moment = drawing.place.locator("time")
    await expect(moment).to_have_attribute("datetime", "2026-03-27T12:30:00.000Z")
    title = await moment.get_attribute("title")
    assert title is not None
    assert title.replace("\u202f", " ") == "Friday, March 27, 2026 at 1:30 PM"


async def test_how_far_away_a_moment_is(drawing: Drawing) -> None:
    minute, hour, day = 60, 3600, 86400
    expected = {
        0: "now",
        1: "in 1 second",
        -59: "59 seconds ago",
        minute: "in a minute",
        -5 * minute: "5 minutes ago",
        hour: "in an hour",
        -23 * hour: "23 hours ago",
        day: "in a day",
        -29 * day: "29 days ago",
        -30 * day: "a month ago",
        200 * day: "in 7 months",
        -365 * day: "a year ago",
        800 * day: "in 2 years",
    }
    await drawing.markdown("\n".join(f"<t:{CLOCK + away}:R>" for away in expected))
    assert await drawing.place.locator("time").all_text_contents() == list(expected.values())


async def test_a_distance_stays_current_while_it_is_on_the_page(modules: Page) -> None:
    await modules.clock.install()
    drawing = await drawing_in(modules)
    await drawing.markdown(f"<t:{CLOCK + 90}:R>")
    await expect(drawing.place).to_have_text("in 2 minutes")
    await drawing.turn_clock("2026-03-27T13:30:40+01:00")
    await modules.clock.run_for(2000)
    await expect(drawing.place).to_have_text("in 50 seconds")


async def test_emoji_alone_are_large(drawing: Drawing) -> None:
    await drawing.markdown("👍 <:n:1>")
    await expect(drawing.place.locator(".large")).to_have_count(2)
    await expect(drawing.place).to_have_text("👍 :n:")
    for text, kind in (("👍 a", "message"), ("👍" * 31, "message"), ("👍", "embed")):
        await drawing.markdown(text, kind)
        await expect(drawing.place.locator(".large")).to_have_count(0)
        assert await drawing.place.locator(".emoji").count() > 0


async def test_a_title_has_styles_only(drawing: Drawing) -> None:
    await drawing.markdown("# *a* [b](https://c.d) <@1>", "inline")
    assert await drawing.html() == "# <em>a</em> [b](https://c.d) &lt;@1&gt;"


async def test_plain_text_is_for_previews(drawing: Drawing) -> None:
    assert await plain(drawing, "# A\n**b** ||c|| `d`\n- <@1>\n- <#4>\n[e](https://f.g)") == (
        "A\nb ▇▇▇▇ d\n• @Ada\n• #papers\ne"
    )
    assert await plain(drawing, f"> a\n</b c:1> <t:{CLOCK}:R> <:n:1> @here\n```py\nx```") == "a\n/b c now :n: @here\nx"
    assert await plain(drawing, "3. a\n4. b") == "3. a\n4. b"
