package io.plumbline.application.survey;

import io.plumbline.domain.survey.Programme;

/** The survey programme in force. */
public interface Programmes {
    Programme current();
}
