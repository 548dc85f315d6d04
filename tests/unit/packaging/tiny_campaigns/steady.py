from tests.campaigns.runner import Campaign, Context, Held


async def run(context: Context) -> Held:
    fault = context.plant("acknowledgement dropped")
    context.figure("cases_sent_count", 40)
    fault.caught()
    return Held("40 cases, none twice")


CAMPAIGN = Campaign("steady", "holds", "the disk alone takes a minute", run)
