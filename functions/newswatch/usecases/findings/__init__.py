"""What use cases find out for people: data alone, which ``slack.views`` show."""

from newswatch.usecases.findings.home import (
    PAGE,
    AtHome,
    FirstSteps,
    HomeSettings,
    HomeSources,
    HomeTopics,
    Pages,
)
from newswatch.usecases.findings.misses import Lacking, TopicMisses
from newswatch.usecases.findings.previews import Backtest, Caught, Comparison, Example, Proposal
from newswatch.usecases.findings.sets import SetChanged, SetLine, SetStory
from newswatch.usecases.findings.settings import HowTold, SettingsChanged
from newswatch.usecases.findings.sources import Exported, Imported, SourceChanged, SourceLine, SourceListing
from newswatch.usecases.findings.status import Bill, DeadLetters, Setup, Status
from newswatch.usecases.findings.stories import Parted, Said
from newswatch.usecases.findings.topics import Changed, Listing, Posted, TopicLine, TopicStory
from newswatch.usecases.findings.why import (
    Drop,
    Fate,
    Glance,
    Judgement,
    Posting,
    Quote,
    Reason,
    Standing,
    Tongue,
    Unseen,
    Why,
)

__all__ = [
    "PAGE",
    "AtHome",
    "Backtest",
    "Bill",
    "Caught",
    "Changed",
    "Comparison",
    "DeadLetters",
    "Drop",
    "Example",
    "Exported",
    "Fate",
    "FirstSteps",
    "Glance",
    "HomeSettings",
    "HomeSources",
    "HomeTopics",
    "HowTold",
    "Imported",
    "Judgement",
    "Lacking",
    "Listing",
    "Pages",
    "Parted",
    "Posted",
    "Posting",
    "Proposal",
    "Quote",
    "Reason",
    "Said",
    "SetChanged",
    "SetLine",
    "SetStory",
    "SettingsChanged",
    "Setup",
    "SourceChanged",
    "SourceLine",
    "SourceListing",
    "Standing",
    "Status",
    "Tongue",
    "TopicLine",
    "TopicMisses",
    "TopicStory",
    "Unseen",
    "Why",
]
