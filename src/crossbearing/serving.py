"""Serving a case in the browser: puts the workbench together with the rooms that work behind it."""

from __future__ import annotations

import socket
import webbrowser
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from threading import Timer
from typing import Any

from crossbearing import assemble, judging, teaming
from crossbearing.guarding import guarded
from crossbearing.model.errors import SettingsError
from crossbearing.model.grades import SCALES, Graded
from crossbearing.model.judgements import Judgement, TargetKind
from crossbearing.office import office_of

__all__ = ["application", "serve"]

LOCAL = ("127.0.0.1", "localhost", "::1")
"""Addresses that nothing but this machine reaches."""


def serve(
    case: Path,
    tell: Callable[[str], None],
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    browser: bool = True,
    team: Any = None,
    confidential: bool = False,
) -> None:
    """Serve a case until interrupted.

    Args:
        case: Folder of the case.
        tell: Shows a line to whoever started it.
        host: Address to listen on; any but this machine's own is reached by others, who need the printed secret.
        port: Port to listen on; 0 takes a free one.
        browser: Open the workbench in the browser.
        team: Accounts of those who may sign in, or None to let in whoever has the printed secret.
        confidential: Show what is held back; the log then tells that somebody could see it.

    Raises:
        CaseMissingError: If there is no case.
        SettingsError: If the address cannot be listened on.
    """
    import uvicorn

    bound = _listen(host, port)
    port = bound.getsockname()[1]
    with assemble.room("case").open(case, write=True) as opened:
        if confidential:
            opened.log("read_confidential", {"served": True})
        hosts: frozenset[str] | None = None if host in LOCAL else frozenset()
        app, token = application(opened, case, port=port, hosts=hosts, team=team, confidential=confidential)
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{port}/" + (f"?token={token}" if token else "")
        tell(f"The workbench of {case}: {address}")
        if team is None:
            tell("Whoever has this address can read and judge. Stop with Ctrl+C.")
        elif any(not account.closed for account in team.all()):
            tell("Whoever has an account signs in with name and password. Stop with Ctrl+C.")
        else:
            tell("Nobody has an account yet: `crossbearing team add-user NAME --role admin`. Stop with Ctrl+C.")
        if host not in LOCAL:
            tell("It is reached from other machines, without encryption: put it behind a proxy with TLS.")
        if browser:
            Timer(0.5, webbrowser.open, (address,)).start()
        uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False)).run(sockets=[bound])


def application(
    case: Any,
    path: Path,
    *,
    port: int,
    hosts: frozenset[str] | None = None,
    team: Any = None,
    confidential: bool = False,
) -> tuple[Any, str]:
    """Return the application that serves a case, and the secret of this start: empty where people sign in.

    Args:
        case: The case, open for writing.
        path: Its folder.
        port: Port it will listen on.
        hosts: Names it answers to; None for this machine's own, empty for any.
        team: Accounts of those who may sign in (`model.team.Accounts`), or None to let in whoever has the secret.
        confidential: Whether what is held back is shown where no account says otherwise (`show.clearance`).
    """
    desk = assemble.room("web_desk")
    weigh = assemble.room("weigh")()

    def decide(judgements: Sequence[Judgement]) -> Sequence[str]:
        affected = assemble.room("judging").affected
        statements = [one.target for one in judgements if _of_statement(one)]
        others = [one for one in judgements if not _of_statement(one)]
        touched = dict.fromkeys(case.incidents_of(statements))
        touched.update(dict.fromkeys(incident for one in others for incident in affected(case, one)))
        case.add_judgements(judgements)
        judging.weigh_anew(case, weigh, list(touched))
        return tuple(touched)

    def take(paths: Sequence[Path], tell: Callable[[str, float], None]) -> Any:
        summary = assemble.add(paths, path, assemble.Switches(quiet=True, tell=tell))
        return desk.Taken(summary.files, tuple(asdict(reject) for reject in summary.rejects))

    def report(file: Path, incident: str, with_names: bool) -> None:
        assemble.report(path, file, incident=incident, with_names=with_names)

    made = desk.Desk(
        case=guarded(case, allowed=confidential),
        name=case.meta().get("name", path.stem),
        labels=assemble.labels(),
        outlines=assemble.room("outlines")(),
        decide=decide,
        take=take,
        report=report,
        verify=lambda: assemble.verify(path),
        office=office_of(case, path),
        bench=assemble.room("coding").bench_of(case),
        hints=assemble.room("content_words")(),
    )
    if team is not None:
        gate, routes = teaming.gate(case, made.name, team, port=port)
        return assemble.room("web_app")(made, gate, more=(routes,)), ""
    access = assemble.room("web_access")(port) if hosts is None else assemble.room("web_access")(port, hosts)
    return assemble.room("web_app")(made, access), access.token


def _of_statement(judgement: Judgement) -> bool:
    """Whether a judgement is on a statement: what those bear on is found by an index, and not in the whole case."""
    graded = SCALES[judgement.scale].graded if judgement.target_kind is TargetKind.GRADE else None
    return judgement.target_kind is TargetKind.STATEMENT or graded is Graded.STATEMENT


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        bound = socket.socket(family)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # Head and body of an answer are sent apart; held together they wait 40 ms for the browser's acknowledgement.
        bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        bound.bind((host, port))
        # From now on requests wait in line: whoever opens the address at once is answered as soon as we are ready.
        bound.listen(128)
    except OSError as error:
        raise SettingsError(
            f"cannot listen there ({error.strerror})", where=f"{host}:{port}", remedy="choose another --port or --host"
        ) from error
    return bound
