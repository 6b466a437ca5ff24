<?php
/**
 * Where stories come from: a release, or JSON that the command has checked and rendered.
 */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

const EXPLAINER_META = '_explainer_story';

/** All stories: key, title and languages. */
function explainer_list() {
	$stories = array();
	$file    = explainer_release() . 'stories.json';
	$listed  = is_readable( $file ) ? json_decode( file_get_contents( $file ), true ) : array();
	foreach ( is_array( $listed ) ? $listed : array() as $story ) {
		if ( isset( $story['id'], $story['languages'], $story['title'] ) ) {
			$stories[] = array(
				'key'       => $story['id'],
				'title'     => reset( $story['title'] ),
				'languages' => $story['languages'],
			);
		}
	}
	$added = get_posts(
		array(
			'post_type'   => 'attachment',
			'post_status' => 'inherit',
			'meta_key'    => EXPLAINER_META,
			'numberposts' => 500,
		)
	);
	foreach ( $added as $post ) {
		$stories[] = array(
			'key'       => (string) $post->ID,
			'title'     => $post->post_title,
			'languages' => array_keys( get_post_meta( $post->ID, EXPLAINER_META, true )['html'] ),
		);
	}
	return $stories;
}

/**
 * A story in a language, the first if none is named: lang, html and packed, an address.
 * A key of digits is that of an added story, another that of a story in the release.
 */
function explainer_story( $key, $lang ) {
	$missing = new WP_Error( 'explainer', sprintf( 'there is no story “%s” in this language', $key ) );
	if ( ctype_digit( $key ) ) {
		$story = get_post_meta( (int) $key, EXPLAINER_META, true );
		if ( ! is_array( $story ) || ! isset( $story['html'] ) ) {
			return $missing;
		}
		$lang = '' === $lang ? key( $story['html'] ) : $lang;
		if ( ! isset( $story['html'][ $lang ] ) ) {
			return $missing;
		}
		$uploads = wp_get_upload_dir();
		return array(
			'lang'   => $lang,
			'html'   => $story['html'][ $lang ],
			'packed' => $uploads['baseurl'] . '/' . $story['packed'],
		);
	}
	foreach ( explainer_list() as $listed ) {
		if ( $listed['key'] !== $key ) {
			continue;
		}
		$lang = '' === $lang ? $listed['languages'][0] : $lang;
		if ( ! in_array( $lang, $listed['languages'], true ) ) {
			return $missing;
		}
		$page  = file_get_contents( explainer_release() . "stories/$key.$lang.html" );
		$inner = '~<explainer-widget[^>]*>(.*)</explainer-widget>~s';
		$found = preg_match( $inner, (string) $page, $parts );
		return $found ? array(
			'lang'   => $lang,
			'html'   => explainer_in_page( trim( $parts[1] ), $key ),
			'packed' => explainer_release( true ) . "stories/$key.story.txt",
		) : $missing;
	}
	return $missing;
}

/**
 * What is different in a post: its headings are below the post's own, and links to other languages
 * begin at the release.
 */
function explainer_in_page( $html, $id ) {
	$lower = function ( $found ) {
		return "<{$found[1]}h" . ( $found[2] + 1 );
	};
	$html  = preg_replace_callback( '~<(/?)h([1-5])(?=[ >])~', $lower, $html );
	$there = esc_url( explainer_release( true ) . "stories/$id." );
	return str_replace( " href=\"$id.", ' href="' . $there, $html );
}

/** Runs the command with a story as its input; returns its output, or the report as an error. */
function explainer_run( $words, $input ) {
	if ( ! defined( 'EXPLAINER_COMMAND' ) || ! function_exists( 'proc_open' ) ) {
		return new WP_Error(
			'explainer',
			'The command explainer is not set up: see EXPLAINER_COMMAND in the plugin’s README.'
		);
	}
	// Files, not pipes: a long output would wait for us while we write the input.
	$files = array();
	foreach ( array( 'input', 'output', 'report' ) as $name ) {
		$files[ $name ] = tmpfile();
	}
	fwrite( $files['input'], $input );
	rewind( $files['input'] );
	$command = array_merge( (array) EXPLAINER_COMMAND, $words );
	$ends    = array( $files['input'], $files['output'], $files['report'] );
	$process = proc_open( $command, $ends, $pipes );
	if ( ! is_resource( $process ) ) {
		return new WP_Error( 'explainer', 'The command explainer cannot be started: ' . $command[0] );
	}
	$code = proc_close( $process );
	rewind( $files['output'] );
	rewind( $files['report'] );
	$output = stream_get_contents( $files['output'] );
	$report = trim( stream_get_contents( $files['report'] ) . ( 0 === $code ? '' : "\n" . $output ) );
	if ( 0 === $code ) {
		return $output;
	}
	return new WP_Error( 'explainer', '' === $report ? "The command failed ($code)." : $report );
}

/**
 * Checks a story's JSON, renders it, and stores both; returns the key, or the report as an error.
 */
function explainer_add( $json ) {
	if ( ! current_user_can( 'upload_files' ) ) {
		return new WP_Error( 'explainer', 'You may not upload files.' );
	}
	$packed = explainer_run( array( 'pack', '-' ), $json );
	if ( is_wp_error( $packed ) ) {
		return $packed;
	}
	// It is correct, so these fields are there.
	$story = json_decode( preg_replace( '/^\xEF\xBB\xBF/', '', $json ), true );
	$html  = array();
	foreach ( $story['languages'] as $lang ) {
		$made = explainer_run( array( 'render', '--lang', $lang, '-' ), $json );
		if ( is_wp_error( $made ) ) {
			return $made;
		}
		$html[ $lang ] = trim( $made );
	}
	$name  = sanitize_file_name( $story['id'] );
	$hash  = substr( hash( 'sha256', $packed ), 0, 8 );
	$saved = explainer_store( "$name.json", $json );
	$other = explainer_store( "$name.$hash.txt", $packed );
	foreach ( array( $saved, $other ) as $stored ) {
		if ( $stored['error'] ) {
			return new WP_Error( 'explainer', $stored['error'] );
		}
	}
	$title = $story['title'][ $story['languages'][0] ];
	$post  = array(
		'post_title'     => $title,
		'post_mime_type' => 'application/json',
		'guid'           => $saved['url'],
		'post_status'    => 'inherit',
	);
	$id    = wp_insert_attachment( $post, $saved['file'], 0, true );
	if ( is_wp_error( $id ) ) {
		return $id;
	}
	$meta = array(
		'html'   => $html,
		'packed' => _wp_relative_upload_path( $other['file'] ),
	);
	// WordPress removes one level of backslashes from what it stores.
	update_post_meta( $id, EXPLAINER_META, wp_slash( $meta ) );
	return (string) $id;
}

/** Writes a file into the folder of uploads; JSON is allowed here and nowhere else. */
function explainer_store( $name, $content ) {
	$allow = function ( $types ) {
		return $types + array( 'json' => 'application/json' );
	};
	add_filter( 'upload_mimes', $allow );
	$stored = wp_upload_bits( $name, null, $content );
	remove_filter( 'upload_mimes', $allow );
	return $stored;
}

// With a story goes its packed form.
add_action(
	'delete_attachment',
	function ( $id ) {
		$story = get_post_meta( $id, EXPLAINER_META, true );
		if ( is_array( $story ) && isset( $story['packed'] ) ) {
			$uploads = wp_get_upload_dir();
			wp_delete_file( $uploads['basedir'] . '/' . $story['packed'] );
		}
	}
);
