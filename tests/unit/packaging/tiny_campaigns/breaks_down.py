from tests.campaigns.runner import Campaign, Context, Held


def run(context: Context) -> Held:
    context.figure("rounds_count", 3)
    raise ConnectionError("the printer went away")


CAMPAIGN = Campaign("breaks-down", "raises", "", run)
