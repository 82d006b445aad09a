"""The table of Newswatch: every access pattern, in one class.

R and W are read and write units (4 kB eventually consistent = ½ R, consistent
= 1 R; 1 kB = 1 W, doubled in a transaction). Every partition key begins with
the workspace, left out here.

| pattern | key | caller | cost |
|---|---|---|---|
| position of the log | CATALOG / VER | every change | 1 R |
| changes since | CATALOG / LOG#seq > v | match, each invocation | ½ R and what changed |
| all topics, all sources | TOPICS / id, SOURCES / id | a cold match, lists | ½ R per 4 kB |
| all saved sets | SETS / name | a cold match; who parses a query that uses one | 1 R per 10 |
| a saved set | SETS / name | commands | 1 R |
| topic by handle | HANDLES / handle, TOPICS / id | commands | 2 R |
| change a topic or source | VER, LOG#seq, item, handle or roster | commands | 8–10 W |
| change a saved set | SETS, TOPICS; VER, LOG#seq, SETS / name | commands | 1 R per 4 kB; 6–8 W |
| how channels are told | SETTINGS / channel by batch | notify, each turn; commands | 1 R each |
| how all channels are told | SETTINGS / channel | a backup | 1 R per 4 kB |
| change how a channel is told | VER, LOG#seq, SETTINGS / channel, UNANNOUNCED | commands | 1 R; 8 W |
| changes to be announced | UNANNOUNCED / seq | a change from Slack; dispatch, each tick | 2 W, 1 W; ½ R |
| history of one of all these | its item, CATALOG / LOG#seq by batch | changes, undo, notify | 1 R each |
| newest changes | CATALOG / LOG#seq, backwards | undo | 1 R per 4 kB, about 5 changes |
| one change | CATALOG / LOG#seq | announcing, notify | 1 R |
| what may be polled | ROSTER / shard | dispatch, each tick | ½ R per 60 sources |
| source's next time | ROSTER / shard | collect, when it changes | 2 W |
| claim and finish ticks | CURSOR | dispatch, when something is due | 1 R, 2 W |
| sources of a group | SOURCES / id by batch | collect | 1 R each |
| validators and health | SRC#id / VAL by batch | collect | 1 R each; 1 W when they change |
| what was seen | SRC#id / SEEN | collect, when a feed changed | 1 R per 4 kB; 1–7 W if anything is new |
| a host for oneself | HOST#host | collect, where several sources share one | 1 W; mostly 1 W back |
| subscription at a hub | SRC#id / HUB | collect, for feeds with a hub; hook | 1 R; 1 W a lease, or a ping |
| robots.txt of an origin | ROBOTS#origin | match, finding sources | ½ R; 1 W a day |
| article by URL | URL#hash, DAY#day#shard / id | match | 2–3 R |
| store an article | URL#hash (each URL), DAY#day#shard / id | match | 1 W a URL, 1 W per kB packed |
| articles of a day | DAY#day#0–3 | previews | ½ R per 4 kB |
| words of a day's articles | WORDS#day | previews | ½ R per 4 kB, 50 for a full day; once a day 1 W per kB |
| a page to be read again | REREADS / due#article#source | match; dispatch, when it is due | 1 W, 1 W |
| pages to be read again | REREADS < now | dispatch, each tick | ½ R |
| stories decided after a position | STORYLOG / seq > n | match, each article | 1 R per 9 decisions |
| stories decided since a time | STORYLOG, backwards | a cold match | ½ R per 4 kB, in pages of 1 MB |
| alerts of a story | STORY#id / ALERT#… | splits, why | 1 R per 4 kB, about 8 alerts |
| decide | STORYLOG / seq | match, each new article; splits | 1 W |
| an article of a story | STORY#id / ARTICLE#article | match, if it matches or is one of several | 1 W |
| a story's articles | STORY#id / ARTICLE#… | match, notify, why | 1 R per 8 articles |
| move an article to a story | URL#hash, DAY#day#shard / id | splits | 1 R, 1 W per kB packed |
| claim an alert | STORY#id / ALERT#topic, POST#channel; OUT / channel#place | match | 2 W, 4 W a channel |
| count an alert | ACTIVITY / day#topic | match, beside each claim | 1 W |
| what topics have brought | ACTIVITY / day#topic ≥ day | lists, silence | ½ R per 4 kB, 40 topics of a day |
| what a topic brought by day | ACTIVITY / day#topic by batch | match, beside claims; silence | ½ R a day |
| enqueue a notice or warning | STORY#change-seq / POST#channel, OUT | command, match, notify | 4 W |
| posts of a story | STORY#id / POST#… | match, when an article joins or changes | 1 R per 6 posts |
| change what a post shows | STORY#id / POST#channel, OUT | match, each post | 4 W, 1 W while it waits |
| a reply that waits | OUT / channel#place | notify | 1 W |
| channels with work due | OUT, first row of each channel | dispatch, each tick | ½ R a channel, and ½ R |
| a channel's outbox | OUT / channel#… | notify | 1 R |
| take, give back a channel | CHANNELS / channel | notify | 1 W each per kB, 30 topics of a day |
| what a channel has got lately | CHANNELS / channel | why | ½ R per 4 kB |
| count a message before it is sent | CHANNELS / channel | notify | 1 W per kB |
| post, its alerts, its article | STORY#id / …, then as above | notify | 4–5 R |
| sending, sent, row dropped | STORY#id / POST#channel, OUT | notify | 1 W each |
| hold, and hold longer | POST, OUT twice | notify | 6 W; 8 W if one more of its rows is left behind |
| what is held | OUT, all of it | status | ½ R per 4 kB, about 40 rows |
| gather a digest | the digest's POST and OUT | notify | 4 W; 2 W more per kB, about 50 members |
| fold into a digest | POST, OUT or PARKED | notify | 4 W a member; 6 W if both |
| a digest's members | STORY#id / POST#channel by batch | notify | 1 R each |
| park | POST, PARKED / channel#story, OUT, RETRIES / channel | notify | 8 W; 10 W if it was held |
| what is parked | PARKED | status, notify's retries | 1 R, and 1 R a post |
| channels to be tried again | RETRIES; PARKED, first of each channel | dispatch, each tick | 1 R, ½ R each |
| try again singly | POST, OUT, PARKED | notify | 6 W |
| move an alert | STORY#id / POST#channel twice, OUT, PARKED, RETRIES | notify | 6 W, 10 W if parked |
| since when there is trouble | RETRIES / channel | notify, as it parks | 1 R; 1 W the first time |
| say something of a story | VOTES#topic / story#…, STORY#id / SAID#channel#… | a press | 4 W a topic |
| what was said of a message | STORY#id / SAID#channel#… | notify | 1 R per 16 votes |
| have it shown | STORY#id / POST#channel, OUT | a press | 4 W |
| what was said of a topic | VOTES#topic | proposals | ½ R per 16 votes |
| note a dead letter | FAILURES / queue#key | what failed for the last time | 1 W |
| why there are dead letters | FAILURES | status | ½ R per 4 kB |
| forget them | FAILURES / queue#… | a replay | 1 R per 4 kB, 1 W each |
| count what was used | SPENDING / month | every process, each 5 minutes | 1 W |
| what a month has used | SPENDING / month | dispatch, each tick; hook, each ping; status | ½ R |
| who was told of it | SPENDING / month | dispatch, command, at 80 and at 100 % | 2 W |
| first use of a signature | USED#hash | slack, each signed request | 1 W |
| whose token it is | IDENTITY#hash | slack, once a process | ½ R; 1 W once a token |

Lifetimes: articles and their URLs ``ARTICLE_RETENTION_DAYS``; decisions about stories
9 days; alerts and what is kept of a story's articles 100 days;
posts that are sent, folded or cancelled 100 days, what was said of them too;
what topics have brought 40 days, what months have used 400 days,
words of a day's articles too;
pages to be read again 7 days after they are due;
tombstones a year; the log 400 days; outbox rows until they are done with, parked
marks too, and 100 days at most; times of the next try as long as something is
parked; changes to be announced 7 days; why there are dead letters 14 days; used
signatures 10 minutes; topics, sources, saved sets, handles, how channels are told,
roster, cursor, channels and what they have got lately, validators, what was seen and
identities stay.
"""

from typing import TYPE_CHECKING

from newswatch.storage.articles import Articles
from newswatch.storage.catalog import Catalog
from newswatch.storage.edge import Edge
from newswatch.storage.failures import Failures
from newswatch.storage.holding import Holding
from newswatch.storage.keys import Keys
from newswatch.storage.leases import Leases
from newswatch.storage.outbox import Outbox
from newswatch.storage.parking import Parking
from newswatch.storage.polling import Polling
from newswatch.storage.rates import Rates
from newswatch.storage.rereads import Rereads
from newswatch.storage.snapshots import Snapshots
from newswatch.storage.spending import Spendings
from newswatch.storage.stories import Stories
from newswatch.storage.table import Heard, Spent, Table, unheard, unspent
from newswatch.storage.vocabulary import Vocabularies
from newswatch.storage.votes import Votes

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class DynamoStore(
    Catalog,
    Snapshots,
    Polling,
    Articles,
    Vocabularies,
    Rereads,
    Stories,
    Outbox,
    Leases,
    Holding,
    Rates,
    Parking,
    Votes,
    Failures,
    Spendings,
    Edge,
):
    """``ports.Store`` on one DynamoDB table."""

    def __init__(
        self,
        table_name: str,
        workspace: str,
        *,
        retrying: "DynamoDBClient",
        once: "DynamoDBClient",
        article_retention_days: int,
        heard: Heard = unheard,
        spent: Spent = unspent,
    ) -> None:
        """Use a table.

        Args:
            table_name: the table.
            workspace: what every key begins with.
            retrying: a client that retries as botocore does.
            once: a client that tries each call once (``total_max_attempts=1``).
            article_retention_days: how long articles live.
            heard: told of every answer of the table; a ``ServerClock`` learns the time from them.
            spent: told of the read and write units of every call.
        """
        table, keys = Table(table_name, retrying, once, heard, spent), Keys(workspace)
        Catalog.__init__(self, table, keys)
        Snapshots.__init__(self, table, keys)
        Polling.__init__(self, table, keys)
        Articles.__init__(self, table, keys, article_retention_days)
        Vocabularies.__init__(self, table, keys)
        Rereads.__init__(self, table, keys)
        Stories.__init__(self, table, keys)
        Outbox.__init__(self, table, keys)
        Leases.__init__(self, table, keys)
        Holding.__init__(self, table, keys)
        Rates.__init__(self, table, keys)
        Parking.__init__(self, table, keys)
        Votes.__init__(self, table, keys)
        Failures.__init__(self, table, keys)
        Spendings.__init__(self, table, keys)
        Edge.__init__(self, table, keys)
