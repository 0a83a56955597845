"""The ``sandbox`` command: the real bot as a child process, against a Discord on this machine, with its page in a browser.

What happens here, in the order of a start: ``environment`` (nothing of the real installation gets in but the path of the
settings file), ``settings_file`` (the admin's own, else a commented default), ``ports``, ``town`` (server, channels and
people), ``child`` (the bot's process, on a ``leash``); and while it runs ``keeper`` (is the bot up?), ``follower`` (are the
settings in force?) and ``digest_board`` (what is due, and "deliver it now"), each with a section of the page's bar. ``play``
joins them. ``tour`` types through it all for a machine without a browser.
"""
