/** SQL expression (json): the `FileRef` of a row of `file`. */
export const fileRefJson = (file: string): string =>
  `json_build_object('id', ${file}.id, 'name', ${file}.name, 'mediaType', ${file}.media_type, 'size', ${file}.size, 'width', ${file}.width, 'height', ${file}.height)`;
