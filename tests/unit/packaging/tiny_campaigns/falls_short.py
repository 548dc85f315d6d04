from tests.campaigns.runner import Campaign, Context, FellShort


def run(context: Context) -> FellShort:
    context.plant("power cut").caught()
    return FellShort("1 of 40 cases was lost")


CAMPAIGN = Campaign("falls-short", "falls short", "", run)
