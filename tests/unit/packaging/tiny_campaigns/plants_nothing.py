from tests.campaigns.runner import Campaign, Context, Held


def run(context: Context) -> Held:
    context.progress("all is well")
    return Held("all is well")


CAMPAIGN = Campaign("plants-nothing", "cannot fall short", "", run)
