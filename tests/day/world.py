"""The invented world of a day's news: some countries and offices in many stories, most names in one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from random import Random

from day import names
from day.wording import lines

TOWNS, LANDSCAPES, FIRMS = (
    40,
    ("Valley", "Coast", "Province", "Hills", "District", "Plain", "County", "Bay"),
    900,
)


def _countries() -> Mapping[str, tuple[str, list[str], list[str]]]:
    more = iter(names.towns())
    found = {}
    for name, demonym, towns, regions in (line.split(" | ") for line in lines("countries.txt")):
        others = [next(more) for _ in range(TOWNS)]
        found[name] = (
            demonym,
            towns.split(", ") + others,
            regions.split(", ") + [f"{next(more)} {landscape}" for landscape in LANDSCAPES],
        )
    return found


COUNTRIES = _countries()
"""Demonym; cities, the capital first; regions."""
FIRST, LAST = lines("first_names.txt"), (*lines("surnames.txt"), *names.surnames())
PRODUCTS: Mapping[str, str] = {
    "Foods": "[baby food|breakfast cereals|frozen pizzas]",
    "Energy": "[heat pumps|gas boilers]",
    "Bank": "[card readers|payment terminals]",
    "Motors": "[electric cars|vans|pick-ups]",
    "Steel": "[car jacks|ladders]",
    "Mobile": "[phones|headsets|power banks]",
    "Systems": "[routers|laptops]",
    "Pharma": "[inhalers|painkillers|eye drops]",
    "Air": "[child seats|oxygen masks]",
    "Chemicals": "[paint strippers|garden sprays]",
    "Insurance": "[car trackers|smoke alarms]",
    "Shipping": "[life vests|containers]",
    "Retail": "[toasters|children's beds|scooters]",
    "Rail": "[tram doors|ticket machines]",
    "Software": "[smart locks|door cameras]",
    "Media": "[e-readers|speakers]",
    "Games": "[game consoles|headsets]",
    "Textiles": "[pyjamas|rain jackets]",
}
COMPANIES = tuple(
    f"{name} {business}" for name, business in zip(names.firms(), cycle(PRODUCTS), strict=False)
)[:FIRMS]
TEAMS, NAMED = 20, ("", "", "", "", "", "FC ", "Dynamo ", "Racing ", "Union ", "Sporting ")


def _leagues() -> Mapping[str, Sequence[str]]:
    rng = Random("leagues")
    towns = [town for _, towns, _ in COUNTRIES.values() for town in towns]
    rng.shuffle(towns)
    found = {}
    for n, league in enumerate(
        ("Premier Division", "First League", "Liga Nacional", "Erste Liga", "Superleague")
    ):
        found[league] = [rng.choice(NAMED) + town for town in towns[n * TEAMS : (n + 1) * TEAMS]]
    return found


LEAGUES = _leagues()
OF_COUNTRY: Mapping[str, str] = {
    "pm": "Prime Minister",
    "president": "President",
    "foreign": "Foreign Minister",
    "finance": "Finance Minister",
    "health": "Health Minister",
    "interior": "Interior Minister",
    "minister": "Transport Minister",
    "opposition": "opposition leader",
    "banker": "[Governor|bank chief]",
    "agency": "head of the space agency",
    "forecaster": "forecaster",
}
OF_CITY: Mapping[str, str] = {"mayor": "mayor", "police": "police chief", "fire": "fire chief"}
OF_OTHERS: Mapping[str, tuple[str, str]] = {
    "governor": ("region", "Governor"),
    "chief": ("org", "[chief executive|CEO]"),
    "chief2": ("org2", "[chief executive|CEO]"),
    "coach": ("team", "coach"),
    "striker": ("team", "striker"),
    "chair": ("team", "chairman"),
}


@dataclass(frozen=True)
class Scene:
    """Where an event takes place, and which company or club it is about."""

    country: str
    city: str
    city2: str
    region: str
    org: str
    org2: str
    league: str
    team: str
    team2: str


class World:
    """Who holds which office on this day."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        rng = Random(f"{seed} world")
        self._countries = list(COUNTRIES)
        rng.shuffle(self._countries)
        self._weights = [1 / (n + 2) for n in range(len(self._countries))]

    def scene(self, rng: Random) -> Scene:
        """Return a scene; some countries are in the news far more than others."""
        return self.scene_in(rng.choices(self._countries, self._weights)[0], rng)

    def scene_in(self, country: str, rng: Random, city: str = "") -> Scene:
        """Return a scene in a country, and in one of its cities if that is said."""
        city = city or rng.choice(cities(country))
        city2 = rng.choice([other for other in cities(country) if other != city])
        org, org2 = rng.sample(COMPANIES, 2)
        league = rng.choice(list(LEAGUES))
        team, team2 = rng.sample(LEAGUES[league], 2)
        region = rng.choice(COUNTRIES[country][2])
        return Scene(country, city, city2, region, org, org2, league, team, team2)

    def elsewhere(self, scene: Scene, rng: Random) -> Scene:
        """Return a scene in the same country and league, at another place and with other clubs."""
        city, city2 = rng.sample([city for city in cities(scene.country) if city != scene.city], 2)
        teams = [team for team in LEAGUES[scene.league] if team not in {scene.team, scene.team2}]
        team, team2 = rng.sample(teams, 2)
        region = next(region for region in COUNTRIES[scene.country][2] if region != scene.region)
        return replace(scene, city=city, city2=city2, region=region, team=team, team2=team2)

    def person(self, role: str, scene: Scene, rng: Random) -> tuple[str, str, str]:
        """Return full name, surname and title; who holds an office holds it all day."""
        where, title = "", role.rstrip("2")
        if role in OF_COUNTRY:
            where, title = scene.country, OF_COUNTRY[role]
        elif role in OF_CITY:
            where, title = scene.city, OF_CITY[role]
        elif role in OF_OTHERS:
            field, title = OF_OTHERS[role]
            where = getattr(scene, field)
        if where:
            rng = Random(f"{self._seed} {role.rstrip('2')} {where}")
        last = rng.choice(LAST)
        return f"{rng.choice(FIRST)} {last}", last, title

    def facts(self, scene: Scene) -> dict[str, str]:
        """Return what templates may say of a scene."""
        name, business = scene.org.rsplit(" ", 1)
        name2 = scene.org2.rsplit(" ", 1)[0]
        return {
            "country": scene.country,
            "demonym": COUNTRIES[scene.country][0],
            "capital": cities(scene.country)[0],
            "city": scene.city,
            "city2": scene.city2,
            "region": scene.region,
            "org": f"[{scene.org}|{name}|{name}]",
            "org2": scene.org2 if name2 == name else f"[{scene.org2}|{name2}|{name2}]",
            "sector": business.lower(),
            "product": PRODUCTS[business],
            "league": scene.league,
            "team": scene.team,
            "team2": scene.team2,
        }

    def passing(self, rng: Random) -> dict[str, str]:
        """Return names that the prose around any story may mention: so no name is one story's alone."""
        return {
            "passer": f"[{'|'.join(f'{rng.choice(FIRST)} {rng.choice(LAST)}' for _ in range(30))}]",
            "elsewhere": f"[{'|'.join(rng.choice(cities(rng.choice(list(COUNTRIES)))) for _ in range(20))}]",
            "firm": f"[{'|'.join(rng.choices(COMPANIES, k=20))}]",
        }

    def background(self, scene: Scene, section: str) -> tuple[str, ...]:
        """Return what newsrooms say each time of a company, club or country: the same words in any story."""
        rng = Random(f"{self._seed} {scene.org if section == 'business' else scene.country}")
        year, number = rng.randint(1890, 1999), rng.randint(4, 90)
        if section == "business":
            place = rng.choice(cities(rng.choice(list(COUNTRIES))))
            return (f"{scene.org}, founded in {place} in {year}, has {number},000 staff.",)
        if section == "sport":
            return (f"The {scene.league} is played from autumn to spring.",)
        return (f"{scene.country}, a country of {number} million people, has been independent since {year}.",)


def cities(country: str) -> list[str]:
    """Return a country's cities, the capital first."""
    return COUNTRIES[country][1]
