"""Text in, annotations out: the one way from articles to statements, whatever stands around it.

:func:`annotate` reads one text; :class:`Annotator` reads many inputs, in order, with as many processes as wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from verbale.schema import Annotated, Article, Problem

if TYPE_CHECKING:
    from verbale.actors.registry import Registry
    from verbale.articles.raw import InputFormat, Raw
    from verbale.language.decode import Scores
    from verbale.language.model import LanguageModel

    #: A chunk of articles, and what the model read in them.
    _Begun = tuple[list[Article | Problem], list[Scores]]

T = TypeVar("T")
#: Articles read together: enough for all threads to have windows, few enough to keep memory flat and output flowing.
CHUNK = 8


@dataclass(frozen=True, slots=True)
class AnnotateOptions:
    """How inputs are annotated.

    ``published``: publication date of all inputs, or None. ``input_format``: ``auto``, ``text``, ``html``, ``jsonl``,
    ``tei`` or ``transcript``. ``registry``: the user's own registry files. ``attributions``, ``mentions``: give every
    attribution and every mention of an actor too. ``jobs``: worker processes, each with one thread where there are
    several.
    """

    published: str | None = None
    input_format: InputFormat = "auto"
    registry: tuple[Path, ...] = ()
    attributions: bool = False
    mentions: bool = False
    jobs: int = 1


class Annotator:
    """Reads articles with one loaded model and registry."""

    def __init__(self, options: AnnotateOptions | None = None, *, threads: int = 0) -> None:
        """``threads``: of the model in this process; 0 takes all cores."""
        self.options = options or AnnotateOptions()
        self.threads = threads
        self._model: LanguageModel | None = None
        self._registry: Registry | None = None

    @property
    def model(self) -> LanguageModel:
        """The model, loaded when first needed."""
        if self._model is None:
            from verbale.language.model import LanguageModel, ReadingOptions

            self._model = LanguageModel(options=ReadingOptions(threads=self.threads))
        return self._model

    @property
    def registry(self) -> Registry:
        """The registry with the user's own files, loaded when first needed.

        Raises :class:`verbale.errors.VerbaleError` for a registry file that cannot be used.
        """
        if self._registry is None:
            from verbale.actors.registry import Registry

            self._registry = Registry.load(self.options.registry)
        return self._registry

    def run(self, paths: Sequence[str]) -> Iterator[Annotated | Problem]:
        """Annotate files, directories or (without paths) standard input, in order; what cannot be read is a Problem."""
        from verbale.sources.files import SourceOptions, documents

        raws = documents(paths, SourceOptions(input_format=self.options.input_format))
        if self.options.jobs > 1:
            self.registry  # noqa: B018  a faulty registry file is an error here, not in every worker
            yield from self._parallel(raws)
        else:
            yield from self._ahead(raws)

    def read(self, article: Article) -> Annotated:
        """Annotate one article."""
        return self.read_all([article])[0]

    def read_all(self, articles: Sequence[Article]) -> list[Annotated]:
        """Annotate several articles in one go, which is faster than one by one."""
        return self._code(articles, self._scores(articles))

    def read_raw(self, raws: Sequence[Raw | Problem]) -> list[Annotated | Problem]:
        """Annotate raw documents, in order; Problems pass through."""
        built = self._build(raws)
        return _together(built, self.read_all(_articles(built)))

    def _build(self, raws: Sequence[Raw | Problem]) -> list[Article | Problem]:
        from verbale.articles.build import ArticleOptions, build

        options = ArticleOptions(published=self.options.published)
        return [raw if isinstance(raw, Problem) else build(raw, options) for raw in raws]

    def _scores(self, articles: Sequence[Article]) -> list[Scores]:
        """What the model reads in some articles."""
        from verbale.statements.find import read_ranges

        return self.model.read([self.model.encode(a.text, read_ranges(a)) for a in articles])

    def _code(self, articles: Sequence[Article], scores: Sequence[Scores]) -> list[Annotated]:
        """What follows from what the model read."""
        from verbale.language.threads import one_thread
        from verbale.pipeline import run

        pairs = zip(articles, scores, strict=True)
        with one_thread():
            return [run(article, got, self.model, self.registry, self.options) for article, got in pairs]

    def _ahead(self, raws: Iterable[Raw | Problem]) -> Iterator[Annotated | Problem]:
        """Annotate in this process; while one chunk is coded, the model reads the next."""
        chunks = _chunks(raws)
        for chunk in islice(chunks, 1):
            yield from self.read_raw(chunk)
        with ThreadPoolExecutor(1, "verbale-ahead") as ahead:
            yield from _in_order((ahead.submit(self._begun, chunk) for chunk in chunks), 1, self._coded)

    def _begun(self, chunk: Sequence[Raw | Problem]) -> _Begun:
        built = self._build(chunk)
        return built, self._scores(_articles(built))

    def _coded(self, begun: _Begun) -> list[Annotated | Problem]:
        built, scores = begun
        return _together(built, self._code(_articles(built), scores))

    def _parallel(self, raws: Iterable[Raw | Problem]) -> Iterator[Annotated | Problem]:
        """Chunks go to worker processes and come back in order; few are under way, so memory stays flat."""
        options, jobs = replace(self.options, jobs=1), self.options.jobs
        with ProcessPoolExecutor(jobs, initializer=_start_worker, initargs=(options,)) as pool:
            yield from _in_order((pool.submit(_work, chunk) for chunk in _chunks(raws)), 2 * jobs, list)


def _in_order(
    begun: Iterable[Future[T]], ahead: int, finish: Callable[[T], list[Annotated | Problem]]
) -> Iterator[Annotated | Problem]:
    """What is finished of what was begun, in order; so many are ahead of the one that is waited for."""
    waiting: list[Future[T]] = []
    try:
        for future in begun:
            waiting.append(future)
            if len(waiting) > ahead:
                yield from finish(waiting.pop(0).result())
        for future in waiting:
            yield from finish(future.result())
    finally:
        for future in waiting:
            future.cancel()


def _articles(built: Sequence[Article | Problem]) -> list[Article]:
    return [one for one in built if isinstance(one, Article)]


def _together(built: Sequence[Article | Problem], found: Sequence[Annotated]) -> list[Annotated | Problem]:
    """The articles annotated, with the Problems in their places."""
    rest = iter(found)
    return [b if isinstance(b, Problem) else next(rest) for b in built]


_worker: Annotator | None = None


def _start_worker(options: AnnotateOptions) -> None:
    global _worker  # noqa: PLW0603  one model a worker process
    _worker = Annotator(options, threads=1)


def _work(chunk: list[Raw | Problem]) -> list[Annotated | Problem]:
    assert _worker is not None
    return _worker.read_raw(chunk)


def _chunks(raws: Iterable[Raw | Problem]) -> Iterator[list[Raw | Problem]]:
    """Chunks of :data:`CHUNK`; the first holds one document, so that output begins at once."""
    source = iter(raws)
    if first := list(islice(source, 1)):
        yield first
    while chunk := list(islice(source, CHUNK)):
        yield chunk


def annotate(text: str, *, published: str | None = None, registry: Sequence[Path] = ()) -> Annotated:
    """Annotate one text.

    ``published``: its publication date, ISO or as written. ``registry``: the user's own registry files. Loads the
    model at every call; keep an :class:`Annotator` to read many texts.
    """
    from verbale.articles.build import article_from_text
    from verbale.articles.raw import Metadata

    article = article_from_text(text, metadata=Metadata(published=published))
    return Annotator(AnnotateOptions(published=published, registry=tuple(registry))).read(article)
