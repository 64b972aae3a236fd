-- The tables of `vlmcat export --format sqlite`. PRAGMA user_version is the version of the JSON interface.
-- Parameters are single parameters, resolutions and patches pixels, context lengths tokens, dates YYYY-MM-DD.
-- `position` counts from 1 in the order of the catalog. An id with a slash belongs to the architecture before the slash.

CREATE TABLE organizations (name TEXT PRIMARY KEY);

CREATE TABLE authors (name TEXT PRIMARY KEY);

CREATE TABLE terms (
  id TEXT PRIMARY KEY, -- with the list that it belongs to: tasks/captioning
  vocabulary TEXT NOT NULL,
  name TEXT NOT NULL,
  definition TEXT NOT NULL,
  drawn_as TEXT, -- only fusion methods
  introduced_by_work TEXT,
  introduced_by_year INTEGER,
  introduced_by_url TEXT,
  introduced_by_architecture_id TEXT REFERENCES architectures (id) -- null where that is not among those exported
);

CREATE TABLE term_synonyms (
  term_id TEXT NOT NULL REFERENCES terms (id),
  position INTEGER NOT NULL,
  synonym TEXT NOT NULL,
  PRIMARY KEY (term_id, position)
);

CREATE TABLE term_acronyms (
  term_id TEXT NOT NULL REFERENCES terms (id),
  position INTEGER NOT NULL,
  acronym TEXT NOT NULL,
  PRIMARY KEY (term_id, position)
);

CREATE TABLE term_exclusions (
  term_id TEXT NOT NULL REFERENCES terms (id),
  position INTEGER NOT NULL,
  field TEXT NOT NULL, -- what an architecture with this fusion method does not have
  PRIMARY KEY (term_id, position)
);

CREATE TABLE datasets (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT,
  description TEXT NOT NULL,
  size TEXT,
  organization TEXT REFERENCES organizations (name),
  released TEXT, -- YYYY, YYYY-MM or YYYY-MM-DD
  license TEXT,
  public INTEGER, -- 1 where it can be downloaded
  url TEXT
);

CREATE TABLE dataset_aliases (
  dataset_id TEXT NOT NULL REFERENCES datasets (id),
  position INTEGER NOT NULL,
  alias TEXT NOT NULL,
  PRIMARY KEY (dataset_id, position)
);

CREATE TABLE vision_encoders (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  family TEXT,
  organization TEXT REFERENCES organizations (name),
  parameters INTEGER,
  resolution INTEGER,
  patch_size INTEGER,
  pretraining TEXT,
  license TEXT,
  url TEXT
);

CREATE TABLE vision_encoder_aliases (
  vision_encoder_id TEXT NOT NULL REFERENCES vision_encoders (id),
  position INTEGER NOT NULL,
  alias TEXT NOT NULL,
  PRIMARY KEY (vision_encoder_id, position)
);

CREATE TABLE language_models (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  family TEXT,
  organization TEXT REFERENCES organizations (name),
  parameters INTEGER,
  active_parameters INTEGER,
  context_length INTEGER,
  license TEXT,
  url TEXT
);

CREATE TABLE language_model_aliases (
  language_model_id TEXT NOT NULL REFERENCES language_models (id),
  position INTEGER NOT NULL,
  alias TEXT NOT NULL,
  PRIMARY KEY (language_model_id, position)
);

CREATE TABLE architectures (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  title TEXT NOT NULL,
  family TEXT,
  released TEXT NOT NULL,
  summary TEXT NOT NULL,
  overview TEXT NOT NULL,
  parameters_total INTEGER,
  parameters_active INTEGER,
  image_strategy_id TEXT REFERENCES terms (id),
  image_width INTEGER,
  image_height INTEGER,
  tokens_per_image INTEGER,
  image_detail TEXT,
  image_rule TEXT, -- JSON: what gives the tokens of an image of any size
  fusion_detail TEXT,
  alignment_detail TEXT,
  training_methods TEXT,
  code_license TEXT,
  weights_license TEXT,
  added TEXT NOT NULL,
  verified TEXT
);
CREATE INDEX architectures_by_family ON architectures (family);
CREATE INDEX architectures_by_release ON architectures (released);
CREATE INDEX architectures_by_size ON architectures (parameters_total);
CREATE INDEX architectures_by_image_strategy ON architectures (image_strategy_id);

CREATE TABLE architecture_aliases (
  architecture_id TEXT NOT NULL REFERENCES architectures (id),
  position INTEGER NOT NULL,
  alias TEXT NOT NULL,
  PRIMARY KEY (architecture_id, position)
);

CREATE TABLE architecture_bases (
  architecture_id TEXT NOT NULL REFERENCES architectures (id),
  position INTEGER NOT NULL,
  based_on TEXT NOT NULL,
  base_id TEXT REFERENCES architectures (id), -- the same; null where that is not among those exported
  PRIMARY KEY (architecture_id, position)
);
CREATE INDEX architecture_bases_by_base ON architecture_bases (base_id);

CREATE TABLE architecture_organizations (
  architecture_id TEXT NOT NULL REFERENCES architectures (id),
  position INTEGER NOT NULL,
  organization TEXT NOT NULL REFERENCES organizations (name),
  PRIMARY KEY (architecture_id, position)
);
CREATE INDEX architecture_organizations_by_organization ON architecture_organizations (organization);

CREATE TABLE architecture_authors (
  architecture_id TEXT NOT NULL REFERENCES architectures (id),
  position INTEGER NOT NULL,
  author TEXT NOT NULL REFERENCES authors (name),
  PRIMARY KEY (architecture_id, position)
);
CREATE INDEX architecture_authors_by_author ON architecture_authors (author);

CREATE TABLE architecture_encoders (
  architecture_id TEXT NOT NULL REFERENCES architectures (id),
  position INTEGER NOT NULL,
  vision_encoder_id TEXT NOT NULL REFERENCES vision_encoders (id),
  training TEXT,
  role TEXT,
  variant TEXT,
  detail TEXT,
  PRIMARY KEY (architecture_id, position)
);
CREATE INDEX architecture_encoders_by_encoder ON architecture_encoders (vision_encoder_id);

CREATE TABLE architecture_image_modes (
  architecture_id TEXT NOT NULL REFERENCES architectures (id),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  image_rule TEXT NOT NULL, -- JSON: as in architectures, with another setting
  detail TEXT,
  PRIMARY KEY (architecture_id, position)
);

CREATE TABLE architecture_connectors (
  architecture_id TEXT NOT NULL REFERENCES architectures (id),
  position INTEGER NOT NULL,
  type_id TEXT NOT NULL REFERENCES terms (id),
  name TEXT NOT NULL,
  variant TEXT,
  detail TEXT,
  PRIMARY KEY (architecture_id, position)
);
CREATE INDEX architecture_connectors_by_type ON architecture_connectors (type_id);

CREATE TABLE architecture_language_models (
  architecture_id TEXT NOT NULL REFERENCES architectures (id),
  position INTEGER NOT NULL,
  language_model_id TEXT NOT NULL REFERENCES language_models (id),
  PRIMARY KEY (architecture_id, position)
);
CREATE INDEX architecture_language_models_by_model ON architecture_language_models (language_model_id);

CREATE TABLE architecture_datasets (
  architecture_id TEXT NOT NULL REFERENCES architectures (id),
  position INTEGER NOT NULL,
  dataset_id TEXT NOT NULL REFERENCES datasets (id),
  used_for TEXT NOT NULL,
  purpose TEXT NOT NULL,
  PRIMARY KEY (architecture_id, position)
);
CREATE INDEX architecture_datasets_by_dataset ON architecture_datasets (dataset_id);

CREATE TABLE architecture_fusion_methods (
  architecture_id TEXT NOT NULL REFERENCES architectures (id),
  position INTEGER NOT NULL,
  method_id TEXT NOT NULL REFERENCES terms (id),
  PRIMARY KEY (architecture_id, position)
);
CREATE INDEX architecture_fusion_methods_by_method ON architecture_fusion_methods (method_id);

CREATE TABLE architecture_techniques (
  architecture_id TEXT NOT NULL REFERENCES architectures (id),
  position INTEGER NOT NULL,
  technique_id TEXT NOT NULL REFERENCES terms (id),
  PRIMARY KEY (architecture_id, position)
);
CREATE INDEX architecture_techniques_by_technique ON architecture_techniques (technique_id);

CREATE TABLE architecture_tasks (
  architecture_id TEXT NOT NULL REFERENCES architectures (id),
  position INTEGER NOT NULL,
  task_id TEXT NOT NULL REFERENCES terms (id),
  PRIMARY KEY (architecture_id, position)
);
CREATE INDEX architecture_tasks_by_task ON architecture_tasks (task_id);

CREATE TABLE architecture_modalities (
  architecture_id TEXT NOT NULL REFERENCES architectures (id),
  direction TEXT NOT NULL CHECK (direction IN ('input', 'output')),
  position INTEGER NOT NULL,
  modality_id TEXT NOT NULL REFERENCES terms (id),
  PRIMARY KEY (architecture_id, direction, position)
);
CREATE INDEX architecture_modalities_by_modality ON architecture_modalities (modality_id);

CREATE TABLE stages (
  id TEXT PRIMARY KEY, -- llava-1.5/1
  architecture_id TEXT NOT NULL REFERENCES architectures (id),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  detail TEXT,
  UNIQUE (architecture_id, position)
);

CREATE TABLE stage_objectives (
  stage_id TEXT NOT NULL REFERENCES stages (id),
  position INTEGER NOT NULL,
  objective_id TEXT NOT NULL REFERENCES terms (id),
  PRIMARY KEY (stage_id, position)
);
CREATE INDEX stage_objectives_by_objective ON stage_objectives (objective_id);

CREATE TABLE stage_components (
  stage_id TEXT NOT NULL REFERENCES stages (id),
  state TEXT NOT NULL CHECK (state IN ('trained', 'frozen')),
  position INTEGER NOT NULL,
  component_id TEXT NOT NULL REFERENCES terms (id),
  PRIMARY KEY (stage_id, state, position)
);
CREATE INDEX stage_components_by_component ON stage_components (component_id);

CREATE TABLE stage_datasets (
  stage_id TEXT NOT NULL REFERENCES stages (id),
  position INTEGER NOT NULL,
  dataset_id TEXT NOT NULL REFERENCES datasets (id),
  PRIMARY KEY (stage_id, position)
);
CREATE INDEX stage_datasets_by_dataset ON stage_datasets (dataset_id);

CREATE TABLE checkpoints (
  architecture_id TEXT NOT NULL REFERENCES architectures (id),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  hub_id TEXT,
  url TEXT,
  parameters INTEGER,
  vision_encoder_id TEXT REFERENCES vision_encoders (id),
  pooling TEXT,
  modality_projection TEXT,
  language_model_id TEXT REFERENCES language_models (id),
  fine_tuning TEXT,
  flash_attention INTEGER, -- 1 where the released code turns it on
  image_rule TEXT, -- JSON: as in architectures, where this checkpoint differs
  license TEXT,
  PRIMARY KEY (architecture_id, position)
);
CREATE INDEX checkpoints_by_encoder ON checkpoints (vision_encoder_id);
CREATE INDEX checkpoints_by_language_model ON checkpoints (language_model_id);
CREATE INDEX checkpoints_by_size ON checkpoints (parameters);

CREATE TABLE links (
  architecture_id TEXT NOT NULL REFERENCES architectures (id),
  kind TEXT NOT NULL,
  url TEXT NOT NULL,
  PRIMARY KEY (architecture_id, kind)
);

CREATE TABLE undisclosed (
  architecture_id TEXT NOT NULL REFERENCES architectures (id),
  field TEXT NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (architecture_id, field)
);

CREATE TABLE inferred (
  architecture_id TEXT NOT NULL REFERENCES architectures (id),
  field TEXT NOT NULL,
  basis TEXT NOT NULL,
  PRIMARY KEY (architecture_id, field)
);

CREATE TABLE sources (
  id TEXT PRIMARY KEY, -- llava-1.5/paper
  architecture_id TEXT NOT NULL REFERENCES architectures (id),
  kind TEXT NOT NULL,
  url TEXT NOT NULL,
  title TEXT NOT NULL
);
CREATE INDEX sources_by_architecture ON sources (architecture_id);

CREATE TABLE source_fields (
  source_id TEXT NOT NULL REFERENCES sources (id),
  position INTEGER NOT NULL,
  field TEXT NOT NULL,
  PRIMARY KEY (source_id, position)
);
CREATE INDEX source_fields_by_field ON source_fields (field);
