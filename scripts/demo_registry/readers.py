"""Two readers that answer questions, and a tiny responder."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from .card import CardContent, Recipe
from .tables import markdown_table, quoted

BUILDINGS = ("library", "museum", "bakery", "pool", "castle", "zoo")
UNSEEN_BUILDINGS = ("theater", "aquarium", "market", "station")
HOURS = ("six", "seven", "eight", "nine", "ten", "noon", "midnight")
VERBS = ("opens", "closes")


@dataclass(frozen=True)
class Passage:
    """A short text, a question about it, and the word that answers it."""

    context: str
    question: str
    answer: str


def passages(count: int, buildings: Sequence[str], seed: int, sentence: str) -> list[Passage]:
    """Opening hours of three buildings each, told in sentences of one pattern."""
    random = np.random.default_rng(seed)
    result = []
    for _ in range(count):
        chosen = random.choice(buildings, 3, replace=False)
        hours = {name: random.choice(HOURS, 2, replace=False) for name in chosen}
        text = " ".join(sentence.format(name=name, opens=h[0], closes=h[1]) for name, h in hours.items())
        asked, verb = str(random.choice(chosen)), int(random.integers(2))
        result.append(Passage(text, f"When does the {asked} {VERBS[verb][:-1]}?", str(hours[asked][verb])))
    return result


PLAIN = "The {name} opens at {opens} and closes at {closes}."
OTHER = "Visitors of the {name} may come in from {opens} and must leave by {closes}."


def token_features(passage: Passage) -> tuple[list[str], list[dict[str, bool]]]:
    """For each word of the context: does its sentence name what is asked, does the asked verb stand before it?"""
    asked = {word.rstrip("s") for word in re.findall(r"[a-z]+", passage.question.lower())}
    words: list[str] = []
    features: list[dict[str, bool]] = []
    for sentence in re.findall(r"[^.]+", passage.context):
        tokens = re.findall(r"[a-z]+", sentence.lower())
        named = len(tokens) > 1 and tokens[1].rstrip("s") in asked
        for place, token in enumerate(tokens):
            verb = place > 1 and tokens[place - 2].rstrip("s") in asked
            words.append(token)
            features.append(
                {
                    "after at": place > 0 and tokens[place - 1] == "at",
                    "sentence names it": named,
                    "verb before": verb,
                    "all": named and verb and tokens[place - 1] == "at",
                    "word is in the question": token.rstrip("s") in asked,
                }
            )
    return words, features


class HoursReader:
    """Gives each word of the context a chance to be the answer."""

    def __init__(self, training: Sequence[Passage]) -> None:
        rows: list[list[bool]] = []
        labels: list[bool] = []
        for passage in training:
            words, features = token_features(passage)
            rows.extend([list(feature.values()) for feature in features])
            labels.extend(
                word == passage.answer and feature["sentence names it"] and feature["verb before"]
                for word, feature in zip(words, features, strict=True)
            )
        self.model = LogisticRegression(C=10.0).fit(rows, labels)

    def answer(self, context: str, question: str) -> tuple[str, float]:
        """The best word and its chance."""
        words, features = token_features(Passage(context, question, ""))
        chances = self.model.predict_proba([list(feature.values()) for feature in features])[:, 1]
        return words[int(chances.argmax())], float(chances.max())


def opening_hours_reader() -> CardContent:
    """Finds the hour that a question asks for, as long as the text is put the way it knows."""
    model = HoursReader(passages(200, BUILDINGS, 1, PLAIN))
    tests = {
        "known buildings": passages(300, BUILDINGS, 2, PLAIN),
        "unknown buildings": passages(300, UNSEEN_BUILDINGS, 3, PLAIN),
        "other wording": passages(300, BUILDINGS, 4, OTHER),
    }
    exact = {
        name: float(np.mean([model.answer(p.context, p.question)[0] == p.answer for p in batch]))
        for name, batch in tests.items()
    }
    context = "The bakery opens at six and closes at noon. The museum opens at ten and closes at seven."
    other = "Visitors of the museum may come in from ten and must leave by seven."

    def recorded(text: str, question: str) -> str:
        answer, score = model.answer(text, question)
        return json.dumps({"answer": answer, "score": round(score, 4)})

    return CardContent(
        values={
            "exact": exact["known buildings"],
            "unknown": exact["unknown buildings"],
            "other": exact["other wording"],
            "tests": markdown_table(["Test passages", "Exact match"], [(n, f"{v:.3f}") for n, v in exact.items()]),
            "context": context,
            "context_quoted": quoted(context),
            "other_context": other,
            "other_context_quoted": quoted(other),
            "right_output": recorded(context, "When does the museum close?"),
            "wrong_output": recorded(other, "When does the museum close?"),
        }
    )


ITEMS = ("lamp", "kettle", "chair", "tent", "radio", "clock", "bicycle", "umbrella")
COLUMNS = ("price", "weight", "color", "stock", "height")


def overlap(question: str, name: str) -> list[float]:
    """How much of a name stands in the question: as a word, and as groups of three letters."""
    words = set(re.findall(r"[a-z]+", question.lower()))
    grams = {question.lower()[i : i + 3] for i in range(len(question) - 2)}
    own = {name[i : i + 3] for i in range(len(name) - 2)}
    return [float(name in words), len(own & grams) / max(len(own), 1)]


class TableReader:
    """Chooses a row and a column by how well their names fit the question."""

    def __init__(self, seed: int = 1) -> None:
        random = np.random.default_rng(seed)
        rows, labels = [], []
        for _ in range(300):
            item, column = str(random.choice(ITEMS)), str(random.choice(COLUMNS))
            question = f"What is the {column} of the {item}?"
            for name in (*ITEMS, *COLUMNS):
                rows.append(overlap(question, name))
                labels.append(name in (item, column))
        self.model = LogisticRegression(C=10.0).fit(rows, labels)

    def best(self, question: str, names: Sequence[str]) -> tuple[int, float]:
        """The name that fits best, and its chance."""
        chances = self.model.predict_proba([overlap(question, name) for name in names])[:, 1]
        return int(chances.argmax()), float(chances.max())

    def answer(self, question: str, table: dict[str, list[str]]) -> tuple[str, float]:
        """The cell where the chosen row and column meet; the first column names the rows."""
        columns = list(table)
        row, row_chance = self.best(question, table[columns[0]])
        column, column_chance = self.best(question, columns[1:])
        return table[columns[column + 1]][row], row_chance * column_chance


def table_reader() -> CardContent:
    """Reads one cell of a table; plurals are easy for it, synonyms are not."""
    model = TableReader()
    random = np.random.default_rng(2)
    patterns = {
        "as in training: *What is the price of the lamp?*": "What is the {column} of the {item}?",
        "other words around: *Tell me the lamp's price*": "Tell me the {item}'s {column}",
        "plural: *How about prices of lamps?*": "How about {column}s of {item}s?",
        "synonym: *How expensive is the lamp?*": "How {adjective} is the {item}?",
    }
    adjectives = {"price": "expensive", "weight": "heavy", "color": "colorful", "stock": "available", "height": "tall"}
    rows = []
    scores = []
    for name, pattern in patterns.items():
        right = 0
        for _ in range(200):
            items = [str(item) for item in random.choice(ITEMS, 4, replace=False)]
            table = {"item": items, **{c: [f"{c} of {item}" for item in items] for c in COLUMNS}}
            item, column = str(random.choice(items)), str(random.choice(COLUMNS))
            question = pattern.format(item=item, column=column, adjective=adjectives[column])
            right += model.answer(question, table)[0] == f"{column} of {item}"
        scores.append(right / 200)
        rows.append((name, f"{scores[-1]:.3f}"))
    shop = {"item": ["lamp", "tent", "clock"], "price": ["19", "85", "12"], "weight": ["900 g", "2 kg", "300 g"]}

    def recorded(question: str) -> str:
        answer, score = model.answer(question, shop)
        return json.dumps({"answer": answer, "score": round(score, 4)})

    return CardContent(
        values={
            "accuracy": scores[0],
            "reworded": scores[1],
            "synonyms": scores[3],
            "patterns": markdown_table(["Form of the question", "Right cell"], rows),
            "weights": ", ".join(f"{weight:.1f}" for weight in model.model.coef_[0]),
            "tent_output": recorded("What is the weight of the tent?"),
            "cost_output": recorded("How heavy is the tent?"),
        }
    )


INTENTS = {
    "greeting": ("hello", "hi there", "good morning", "hey", "good evening to you"),
    "thanks": ("thank you", "thanks a lot", "that was helpful", "many thanks", "great, thank you so much"),
    "catalog": ("what is this site", "what can i find here", "what are model cards", "tell me about the catalog"),
    "goodbye": ("bye", "goodbye", "see you later", "that is all for today", "have a nice day"),
}
REPLIES = {
    "greeting": "Hello! I know four kinds of messages, and this was one of them.",
    "thanks": "You are welcome.",
    "catalog": "This is a catalog of small demonstration models. Each card says how its model was trained.",
    "goodbye": "Goodbye!",
    "": "I do not know what to say to that.",
}
UNSEEN_MESSAGES = (
    ("hello everyone", "greeting"),
    ("good afternoon", "greeting"),
    ("thanks for everything", "thanks"),
    ("thank you kindly", "thanks"),
    ("what is a model card", "catalog"),
    ("tell me about this site", "catalog"),
    ("bye for now", "goodbye"),
    ("see you tomorrow", "goodbye"),
    ("cheers", "thanks"),
    ("so long", "goodbye"),
    ("greetings", "greeting"),
    ("why does this page exist", "catalog"),
)


class SmallTalk:
    """Recognizes four kinds of messages and has one reply for each."""

    def __init__(self) -> None:
        texts = [text for variants in INTENTS.values() for text in variants]
        labels = [intent for intent, variants in INTENTS.items() for _ in variants]
        self.model = make_pipeline(TfidfVectorizer(ngram_range=(1, 2)), LogisticRegression(C=20.0)).fit(texts, labels)

    def intent(self, message: str) -> str:
        """The kind of a message, or nothing when no kind is likely enough."""
        chances = self.model.predict_proba([message])[0]
        return str(self.model.classes_[chances.argmax()]) if chances.max() >= 0.5 else ""

    def reply(self, messages: Sequence[dict[str, str]]) -> str:
        """The answer to the last message; what was said before makes no difference."""
        return REPLIES[self.intent(messages[-1]["content"])]


def small_talk() -> CardContent:
    """The responder on messages it has not seen."""
    model = SmallTalk()
    rows = [(f"*{text}*", intent, model.intent(text) or "(none)") for text, intent in UNSEEN_MESSAGES]
    right = sum(model.intent(text) == intent for text, intent in UNSEEN_MESSAGES)
    silent = sum(model.intent(text) == "" for text, _ in UNSEEN_MESSAGES)
    conversation = [
        {"role": "user", "content": "Good morning!"},
        {"role": "assistant", "content": model.reply([{"role": "user", "content": "Good morning!"}])},
        {"role": "user", "content": "What are model cards?"},
    ]
    return CardContent(
        values={
            "messages": sum(len(variants) for variants in INTENTS.values()),
            "test_size": len(UNSEEN_MESSAGES),
            "right": right,
            "silent": silent,
            "wrong": len(UNSEEN_MESSAGES) - right - silent,
            "accuracy": right / len(UNSEEN_MESSAGES),
            "trials": markdown_table(["Message", "Meant as", "Taken as"], rows, "lll"),
            "first_reply": quoted(conversation[1]["content"]),
            "output": json.dumps({"text": model.reply(conversation)}),
            "off_topic": quoted(model.reply([{"role": "user", "content": "Is it going to rain?"}])),
        }
    )


RECIPES = (
    Recipe("demo-text/opening-hours-reader/README.md", opening_hours_reader, 5),
    Recipe("demo-text/table-reader/README.md", table_reader, 5),
    Recipe("demo-text/small-talk/README.md", small_talk),
)
