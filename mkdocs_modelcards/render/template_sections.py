"""The sections of the annotated model card template: how they are called, and who fills them.

They and their roles are those of the Hub's annotated template (https://huggingface.co/docs/hub/model-card-annotated).
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

Role: TypeAlias = Literal["Developer", "Sociotechnic", "Project organizer"]

DEVELOPER: Role = "Developer"
SOCIOTECHNIC: Role = "Sociotechnic"
ORGANIZER: Role = "Project organizer"
ROLES: tuple[Role, ...] = (DEVELOPER, SOCIOTECHNIC, ORGANIZER)


class TemplateSection(msgspec.Struct, frozen=True):
    """A section of the template.

    `roles` are those who can fill it, the one to ask first in front. `short` is what to call it in a list, where the
    title has commas or says little on its own. A section that is a frame around others has `main`: the keys of those
    that text belongs to which stands in it without a heading of its own. A title that means much else, too, counts only
    after a section with the key `after`.
    """

    key: str
    title: str
    roles: tuple[Role, ...]
    short: str = ""
    optional: bool = False
    main: tuple[str, ...] = ()
    after: str | None = None

    @property
    def name(self) -> str:
        """What to call the section in a list, in lower case and without a comma."""
        return self.short or self.title.lower()


GET_STARTED = "get_started"
"""The key of the section in which a card itself says how to use the model."""

_D, _S, _O = DEVELOPER, SOCIOTECHNIC, ORGANIZER

TEMPLATE_SECTIONS: tuple[TemplateSection, ...] = (
    TemplateSection("model_details", "Model Details", (_O,), main=("model_description",)),
    TemplateSection("model_description", "Model Description", (_O,)),
    TemplateSection("model_sources", "Model Sources", (_O,), optional=True),
    TemplateSection("uses", "Uses", (_O,), main=("direct_use",)),
    TemplateSection("direct_use", "Direct Use", (_O,)),
    TemplateSection("downstream_use", "Downstream Use", (_O,), optional=True),
    TemplateSection("out_of_scope_use", "Out-of-Scope Use", (_S, _O)),
    TemplateSection("bias_risks_limitations", "Bias, Risks, and Limitations", (_S, _D), short="risks and limitations"),
    TemplateSection("bias_recommendations", "Recommendations", (_S, _D)),
    TemplateSection(GET_STARTED, "How to Get Started with the Model", (_D,), short="how to get started"),
    TemplateSection("training_details", "Training Details", (_D,), main=("training_procedure",)),
    TemplateSection("training_data", "Training Data", (_D, _O)),
    TemplateSection("training_procedure", "Training Procedure", (_D,), optional=True),
    TemplateSection("preprocessing", "Preprocessing", (_D,), optional=True),
    TemplateSection("training_hyperparameters", "Training Hyperparameters", (_D,), optional=True),
    TemplateSection("speeds_sizes_times", "Speeds, Sizes, Times", (_D,), optional=True),
    TemplateSection("evaluation", "Evaluation", (_D, _S, _O), main=("results",)),
    TemplateSection(
        "testing_data_factors_metrics",
        "Testing Data, Factors & Metrics",
        (_D, _S, _O),
        main=("testing_data", "testing_factors", "testing_metrics"),
    ),
    TemplateSection("testing_data", "Testing Data", (_D, _S, _O)),
    TemplateSection("testing_factors", "Factors", (_D, _S, _O), short="testing factors"),
    TemplateSection("testing_metrics", "Metrics", (_D, _S, _O), short="testing metrics"),
    TemplateSection("results", "Results", (_D,)),
    TemplateSection("results_summary", "Summary", (_D,), short="summary of results", after="results"),
    TemplateSection("model_examination", "Model Examination", (_D,), optional=True),
    TemplateSection("environmental_impact", "Environmental Impact", (_D,)),
    TemplateSection(
        "technical_specifications", "Technical Specifications", (_D,), optional=True, main=("model_specs",)
    ),
    TemplateSection("model_specs", "Model Architecture and Objective", (_D,), optional=True),
    TemplateSection("compute_infrastructure", "Compute Infrastructure", (_D,), optional=True),
    TemplateSection("hardware", "Hardware", (_D,), optional=True),
    TemplateSection("software", "Software", (_D,), optional=True),
    TemplateSection("citation", "Citation", (_O,), optional=True),
    TemplateSection("citation_bibtex", "BibTeX", (_O,), optional=True),
    TemplateSection("citation_apa", "APA", (_O,), optional=True),
    TemplateSection("glossary", "Glossary", (_O,), optional=True),
    TemplateSection("more_information", "More Information", (_O,), optional=True),
    TemplateSection("model_card_authors", "Model Card Authors", (_O,), optional=True),
    TemplateSection("model_card_contact", "Model Card Contact", (_O,), short="contact"),
)
"""All sections but the model's name and the contents. Those below an optional section are optional, too."""

SECTIONS_BY_KEY = {section.key: section for section in TEMPLATE_SECTIONS}
