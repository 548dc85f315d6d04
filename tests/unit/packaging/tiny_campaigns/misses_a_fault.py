from tests.campaigns.runner import Campaign, Context, Held


def run(context: Context) -> Held:
    context.plant("bad checksum").caught()
    context.plant("truncated frame")
    return Held("all is well")


CAMPAIGN = Campaign("misses-a-fault", "overlooks one fault of two", "", run)
