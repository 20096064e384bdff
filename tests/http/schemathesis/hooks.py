"""What Schemathesis cannot know of this service from its contract: how lines are written, and that
a text is Kazakh. Most of the texts it makes up are replaced by Kazakh ones, so that the analysis is
reached and not only the refusal."""
import json

import schemathesis

SENTENCES = [
    "«Ауылда жаңа мектеп салынады», – деді әкім Асқар Оспанов.",
    "Министр Айгүл Серікова биыл 12 жоба іске қосылатынын айтты.",
    "«Таза Қазақстан» акциясы аясында Қарағанды облысында 500 ағаш отырғызылды.",
    "Оның айтуынша, Денсаулық сақтау министрлігі 😀 жаңа бағдарлама әзірледі.",
]


def kazakh(text):
    n = len(text) % 5
    return "\n".join(SENTENCES[(len(text) + i) % len(SENTENCES)] for i in range(1 + n))


def is_operation(context, path):
    return context.operation is not None and context.operation.path == path


@schemathesis.serializer("application/x-ndjson")
def ndjson(context, value):
    return value.encode() if isinstance(value, str) else json.dumps(value).encode()


@schemathesis.hook
def filter_case(context, case):
    # A body that is not a string cannot be told from one: {} is a line like any other.
    return case.operation.path != "/v1/analyze/batch" or not isinstance(
        case.body, (dict, list, int, float, bool, type(None)))


def replaceable(text):
    # Empty and overlong ones are made to be refused.
    return isinstance(text, str) and 0 < len(text) <= 4096


@schemathesis.hook
def map_body(context, body):
    if is_operation(context, "/v1/analyze/batch") and replaceable(body):
        return body + "\n" + json.dumps({"text": kazakh(body)}, ensure_ascii=False) + "\n"
    if not is_operation(context, "/v1/analyze"):
        return body
    if replaceable(body) and len(body) % 4:
        return kazakh(body)
    if isinstance(body, dict) and replaceable(body.get("text")) and len(body["text"]) % 4:
        return {**body, "text": kazakh(body["text"])}
    return body
