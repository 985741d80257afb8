package io.plumbline.web;

/**
 * One line of the summary above a form that could not be taken.
 *
 * @param field the input's id, to which the line leads; empty where it concerns no single one
 * @param text  what is wrong and what to do
 */
public record Wrong(String field, String text) {
}
