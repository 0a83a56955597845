"""The page: the local Discord in a browser, as a member sees it, and beside it a bar that is clearly not Discord.

The page is a mirror. ``view`` turns the world into a flat map of keys to JSON (:mod:`bot.sandbox.page.shapes`), as one
person sees it; ``stream`` sends what changed in that map; ``actions`` does what the person does on the page, through the
same ``driver`` that tests use. ``static`` holds plain HTML, CSS and JavaScript modules, served as they are.
"""
