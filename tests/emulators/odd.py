"""Bodies of messages that Discord refuses, each with the place and the code, and some that just fit."""

from typing import Any

V2 = 1 << 15
LONG, REQUIRED, BAD = "BASE_TYPE_MAX_LENGTH", "BASE_TYPE_REQUIRED", "BASE_TYPE_BAD_LENGTH"
KIND = "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"
CHOICES, LEGACY = "BASE_TYPE_CHOICES", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"


def button(custom_id: Any = "a", **more: Any) -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": "Go", "custom_id": custom_id} | more


def row(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(parts)}


def select(count: int = 1, **more: Any) -> dict[str, Any]:
    options = [{"label": f"{n}", "value": f"{n}"} for n in range(count)]
    return {"type": 3, "custom_id": "s", "options": options} | more


def text(content: str = "words") -> dict[str, Any]:
    return {"type": 10, "content": content}


def option(**more: Any) -> dict[str, Any]:
    return select(options=[{"label": "a", "value": "a"} | more])


def embed(**more: Any) -> dict[str, Any]:
    return {"embeds": [more]}


PICTURE = {"url": "https://x.org/a.png"}
ODD: list[tuple[dict[str, Any], dict[str, str]]] = [
    ({"content": "x" * 2001}, {"content": LONG}),
    ({"content": 7}, {"content": "STRING_TYPE_CONVERT"}),
    ({"content": "x", "embeds": [{"title": "t"}] * 11}, {"embeds": LONG}),
    (embed(title="x" * 257), {"embeds.0.title": LONG}),
    (embed(description="x" * 4097), {"embeds.0.description": LONG}),
    (embed(fields=[{"name": "n", "value": "v"}] * 26), {"embeds.0.fields": LONG}),
    (embed(fields=[{"name": "x" * 257, "value": "v"}]), {"embeds.0.fields.0.name": BAD}),
    (embed(fields=[{"name": "n", "value": "x" * 1025}]), {"embeds.0.fields.0.value": BAD}),
    (embed(footer={"text": "x" * 2049}), {"embeds.0.footer.text": LONG}),
    (embed(author={"name": "x" * 257}), {"embeds.0.author.name": BAD}),
    ({"content": "x", "allowed_mentions": {"parse": ["all"]}}, {"allowed_mentions.parse.0": CHOICES}),
    (
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        {"allowed_mentions": "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"},
    ),
    # rows of buttons and selects
    ({"components": [row(button(f"{n}")) for n in range(6)]}, {"components": LONG}),
    ({"components": [row()]}, {"components.0.components": BAD}),
    (
        {"components": [row(*(button(f"{n}") for n in range(6)))]},
        {"components.0.components.5": "COMPONENT_LAYOUT_WIDTH_EXCEEDED"},
    ),
    ({"components": [row(button(), select())]}, {"components.0.components.1": "COMPONENT_LAYOUT_WIDTH_EXCEEDED"}),
    ({"components": [row(button(label="x" * 81))]}, {"components.0.components.0.label": LONG}),
    ({"components": [row(button("x" * 101))]}, {"components.0.components.0.custom_id": BAD}),
    (
        {"components": [row(button(None))]},
        {"components.0.components.0.custom_id": "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED"},
    ),
    (
        {"components": [row(button(url="https://x.org"))]},
        {"components.0.components.0.url": "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE"},
    ),
    (
        {"components": [row(button(None, style=5))]},
        {"components.0.components.0.url": "BUTTON_COMPONENT_URL_REQUIRED"},
    ),
    (
        {"components": [row(button(None, style=5, url="javascript:x"))]},
        {"components.0.components.0.url": "URL_TYPE_INVALID_SCHEME"},
    ),
    ({"components": [row(button(None, style=5, url=f"https://{'x' * 512}"))]}, {"components.0.components.0.url": BAD}),
    ({"components": [row(button(style=9))]}, {"components.0.components.0.style": CHOICES}),
    (
        {"components": [row(button()), row(button())]},
        {"components.1.components.0.custom_id": "COMPONENT_CUSTOM_ID_DUPLICATED"},
    ),
    ({"components": [row(select(26))]}, {"components.0.components.0.options": BAD}),
    ({"components": [row(select(0))]}, {"components.0.components.0.options": BAD}),
    ({"components": [row(select(placeholder="x" * 151))]}, {"components.0.components.0.placeholder": LONG}),
    ({"components": [row(select(2, min_values=2, max_values=1))]}, {"components.0.components.0.min_values": CHOICES}),
    ({"components": [row(option(label="x" * 101))]}, {"components.0.components.0.options.0.label": BAD}),
    ({"components": [row(option(value="x" * 101))]}, {"components.0.components.0.options.0.value": BAD}),
    ({"components": [row(option(description="x" * 101))]}, {"components.0.components.0.options.0.description": LONG}),
    (
        {"components": [row(select(options=[{"label": "a", "value": "a"}, {"label": "b", "value": "a"}]))]},
        {"components.0.components.0.options.1.value": "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"},
    ),
    ({"components": [row({"type": 4, "custom_id": "t", "style": 1})]}, {"components.0.components.0.type": CHOICES}),
    ({"components": [button()]}, {"components.0.type": CHOICES}),
    ({"components": [text()]}, {"components.0.type": "COMPONENT_LAYOUT_REQUIRES_COMPONENTS_V2"}),
    # Components v2
    ({"flags": V2, "components": [text()], "content": "x"}, {"content": LEGACY}),
    ({"flags": V2, "components": [text()], "embeds": [{"title": "t"}]}, {"embeds": LEGACY}),
    (
        {"flags": V2, "components": [text("x" * 2001), text("x" * 2000)]},
        {"components": "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"},
    ),
    ({"flags": V2, "components": [text("x" * 4001)]}, {"components.0.content": BAD}),
    ({"flags": V2, "components": [text("")]}, {"components.0.content": BAD}),
    ({"flags": V2, "components": [text()] * 41}, {"components": LONG}),
    (
        {"flags": V2, "components": [{"type": 17, "components": [text()] * 40}]},
        {"components": "COMPONENT_LAYOUT_TOTAL_COMPONENTS_EXCEEDED"},
    ),
    (
        {"flags": V2, "components": [{"type": 17, "components": [{"type": 17, "components": [text()]}]}]},
        {"components.0.components.0.type": CHOICES},
    ),
    (
        {"flags": V2, "components": [{"type": 9, "components": [text()] * 4, "accessory": button()}]},
        {"components.0.components": BAD},
    ),
    ({"flags": V2, "components": [{"type": 9, "components": [text()]}]}, {"components.0.accessory": REQUIRED}),
    ({"flags": V2, "components": [{"type": 12, "items": [{"media": PICTURE}] * 11}]}, {"components.0.items": BAD}),
    (
        {"flags": V2, "components": [{"type": 12, "items": [{"media": PICTURE, "description": "x" * 1025}]}]},
        {"components.0.items.0.description": LONG},
    ),
    ({"flags": V2, "components": [{"type": 14, "spacing": 3}]}, {"components.0.spacing": CHOICES}),
    (
        {"flags": V2, "components": [text() | {"id": 3}, text() | {"id": 3}]},
        {"components.1.id": "COMPONENT_ID_DUPLICATED"},
    ),
    ({"embeds": [{"description": "x" * 3001}] * 2}, {"embeds": "MAX_EMBED_SIZE_EXCEEDED"}),
    (
        {"flags": V2, "components": [{"type": 12, "items": [{"media": {"url": "attachment://none.png"}}]}]},
        {"components": "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND"},
    ),
]


#: The same, where simcord 3.2 sees nothing wrong; and why it is wrong.
ODD_TO_US: list[tuple[dict[str, Any], dict[str, str], str]] = [
    (
        {"content": "x", "nonce": "n" * 26},
        {"nonce": "NONCE_TYPE_INVALID_LENGTH"},
        "25 characters: Discord's reference, and the OpenAPI description",
    ),
    (
        embed(fields=[{"name": "n"}]),
        {"embeds.0.fields.0.value": REQUIRED},
        "a field of an embed has a name and a value: `required` in the OpenAPI description",
    ),
    (
        embed(title="t", url="javascript:x"),
        {"embeds.0.url": "URL_TYPE_INVALID_SCHEME"},
        "Discord answers so where the scheme is neither http nor https",
    ),
    (
        {"content": "x", "message_reference": {"message_id": "1"}},
        {"message_reference": "REPLIES_UNKNOWN_MESSAGE"},
        "unless fail_if_not_exists is false: Discord's reference on message references",
    ),
    (
        {"content": "x", "attachments": [{"id": 0}]},
        {"attachments.0.id": "ATTACHMENT_NOT_FOUND"},
        "an attachment that names no file: Discord's reference on uploading files",
    ),
    (
        {"components": [row(button(label=""))]},
        {"components.0.components.0.label": "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED"},
        "nothing could be drawn; documented nowhere, and the strict side is the safe one",
    ),
    (
        {"components": [row(select(2, max_values=3))]},
        {"components.0.components.0.options": BAD},
        "as many options as max_values: Discord answers so, documented nowhere",
    ),
    (
        {"flags": V2, "components": [{"type": 17, "components": []}]},
        {"components.0.components": BAD},
        "a container holds one thing at least: `minItems` in the OpenAPI description",
    ),
]

#: What just fits.
FITTING: list[dict[str, Any]] = [
    {"content": "x" * 2000},
    {"embeds": [{"description": "x" * 3000}] * 2},
    {"embeds": [{"fields": [{"name": "n" * 256, "value": "v"}] * 20}]},
    {"components": [row(*(button(f"{r}{n}", label="x" * 80) for n in range(5))) for r in range(5)]},
    {"components": [row(select(25, placeholder="x" * 150, max_values=25))]},
    {"flags": V2, "components": [text("x" * 2000), text("y" * 2000)]},
    {"flags": V2, "components": [{"type": 17, "components": [text()] * 39}]},
    {"content": "x", "nonce": "n" * 25, "enforce_nonce": True},
    {"content": "x", "allowed_mentions": {"parse": ["users"], "users": []}},
]

#: What says nothing.
EMPTY: list[dict[str, Any]] = [{}, {"content": " \n"}, {"content": None, "embeds": []}, {"flags": V2}]
