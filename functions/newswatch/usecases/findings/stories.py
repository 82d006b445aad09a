"""Of stories: what people say of them, and make of them."""

from dataclasses import dataclass

from newswatch.model import ChannelId, StoryId, Topic


@dataclass(frozen=True, slots=True)
class Parted:
    """A story of which a part is one of its own now."""

    title: str
    """Of the article that somebody said is another story, and its address."""
    url: str
    moved: int
    """How many other articles moved away from it; 0 where it was the one that moved."""
    channels: tuple[ChannelId, ...]
    """Where the new story is posted, as far as the person may see that."""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody has said of a story, or has taken back."""

    story_id: StoryId
    relevant: bool | None
    """None where it was taken back."""
    topics: tuple[Topic, ...]
    """Those of which it was said; none where nobody knows the story any more."""
    counts: bool = True
    """Whether they have said nothing else of it since then."""
