from tests.campaigns.runner import Campaign, CannotRun, Context


def run(context: Context) -> CannotRun:
    context.note("looked for a loop device")
    return CannotRun("no loop device")


CAMPAIGN = Campaign("cannot-run", "needs a loop device", "", run)
