"""Notifications of a desk: a digest after a run, corrections and withdrawals at once, and when the desk is silent.

    [desks.nordic]
    notify = { webhook = "$NEWS_WEBHOOK", email = "desk@news.example", smtp = "smtp://user:password@mail.example" }

channels   the keys of `notify`, and where they lead
outbox     what is still to be sent, in the output folder: without any address
messages   what a message says; json_body, slack_text and mail say it for each kind of channel
sending    one message to one channel, through apprise
delivery   what is in the outbox, sent to the channels of a desk, with a retry
notifier   what a run does: it notes what happened, and sends meanwhile

Nothing is imported here: `wireglot desks` needs the keys only.
"""
