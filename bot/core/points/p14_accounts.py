"""Point 14, personal and professional: which account, for each tool. Nothing is scored; a new role asks again."""

from dataclasses import replace

from bot.core.plan.document import Plan, Tool
from bot.core.plan.edits import Edit, edit

QUESTION = "account"


def account_of(tool: Tool | None) -> str:
    """Return the kind of account a tool is used with, "" where that was not said."""
    held = tool.ready.get(QUESTION) if tool else None
    return held.said if held else ""


def accounts(plan: Plan) -> dict[str, str]:
    """Return the tools of which it was said, each with its kind of account."""
    return {name: said for name, tool in plan.tools.items() if (said := account_of(tool))}


def asked_again(plan: Plan) -> tuple[Edit, ...]:
    """Return the edits that set every answer on accounts aside: another role may draw another line."""
    found: tuple[Edit, ...] = ()
    for name in accounts(plan):
        tool = plan.tools[name]
        kept = {question: answer for question, answer in tool.ready.items() if question != QUESTION}
        found += edit("tools", name, tool, replace(tool, ready=kept))
    return found
