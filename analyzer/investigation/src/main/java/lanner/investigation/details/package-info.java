/**
 * Everything about one event: all its fields, what each rule made of it, the bytes of its record.
 */
package lanner.investigation.details;
