"""Everything that imports discord.py.

``client`` joins what is here. What members do arrives in ``commands`` and ``components``; both ask for ``pages``, which
``render`` (pure) draws with ``text`` and ``custom_ids``, and answer through ``replies``. ``delivery`` is the digests' sending
end, ``connection`` the way to Discord.
"""
